import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheDirectory, fillOnce } from './cache.ts';
import { isExecutable, onPath, outputOf } from './commands.ts';
import { archiveSums, downloadDapr } from './dapr-download.ts';
import { DAPR_PROGRAMS, DAPR_VERSIONS, type DaprProgram, isAtLeast } from './dapr-versions.ts';
import { SetupError } from './errors.ts';
import { buildId, buildWithGo, goOfThisMachine } from './go-build.ts';
import { isTaken } from './ports.ts';
import type { Step } from './progress.ts';

/** A component that only our own build has; its daprd names it in its build information. */
const OWN_COMPONENT = 'state.postgresql-batched';

/** Paths of the Dapr programs that the stack runs. */
export interface DaprBinaries {
  daprd: string;
  /** Undefined: `dapr init` runs placement and scheduler in containers, on CONTAINER_PORTS. */
  services: Record<'placement' | 'scheduler', string> | undefined;
  /** Undefined: this install has none, so there can be no mTLS. */
  sentry: string | undefined;
  version: string;
  /** Where they come from, with their version, as text. */
  origin: string;
}

/** What the programs must be able to do, and whether they may be downloaded. */
export interface DaprNeeds {
  /** `preferred` accepts programs without sentry, `required` looks on; `off` needs no sentry. */
  mtls: 'required' | 'preferred' | 'off';
  /** Whether the components of components/accelerated are used, which only our own build has. */
  accelerated: boolean;
  /** Undefined: nothing may be downloaded. Sums (SHA-256) by archive name, beside the pinned ones. */
  download: { sums: Readonly<Record<string, string>> } | undefined;
}

/** The options of a stack that decide which programs of Dapr it needs. */
export interface DaprChoice {
  /**
   * Uses the components of `components/accelerated`; only our own build of Dapr has them. Default is
   * `components/local`, with components that every Dapr has.
   */
  accelerated?: boolean;
  /** Without mTLS: sidecars do not encrypt, and apps cannot identify callers. */
  insecure?: boolean;
  /** Does not use programs of Dapr without sentry, with which there is no mTLS. */
  requireMtls?: boolean;
  /** Downloads the pinned release of Dapr unless it was before. */
  downloadDapr?: { sums: Readonly<Record<string, string>> };
}

/** What the programs must be able to do for a stack. */
export function needsOf({
  insecure,
  requireMtls,
  accelerated,
  downloadDapr,
}: DaprChoice): DaprNeeds {
  return {
    mtls: insecure === true ? 'off' : requireMtls === true ? 'required' : 'preferred',
    accelerated: accelerated ?? false,
    download: downloadDapr,
  };
}

// Without mTLS no sentry is needed, and `dapr init --slim` installs none.
const WITHOUT_SENTRY: readonly DaprProgram[] = ['daprd', 'placement', 'scheduler'];

/**
 * Finds the programs of Dapr: in DAPR_BIN_DIR, in a Dapr install of this machine (1.18 or newer), in
 * the cache of an earlier build or download; or builds them with Go (1.26 or newer). With `download`
 * they come from DAPR_BIN_DIR or the release. Last, the daprd of `dapr init` with its containers, which
 * all stacks of the machine share. Two simultaneous starts build or download only once. Throws
 * SetupError if no way works.
 */
export async function findDaprBinaries(
  sources: string,
  step: Step,
  needs: DaprNeeds = needsOf({}),
): Promise<DaprBinaries> {
  const chosen = process.env['DAPR_BIN_DIR'];
  if (chosen !== undefined && chosen !== '') return chosenBinaries(chosen, needs);
  if (needs.download !== undefined) return downloaded(needs, needs.download.sums, step);
  const installed = await installedBinaries(needs);
  if (installed !== undefined) return installed;
  const built = join(cacheDirectory(), buildId(sources));
  const version = DAPR_VERSIONS.pinned;
  if (isComplete(built, DAPR_PROGRAMS)) return own(built, `dapr ${version}, built earlier`);
  const release = releaseDirectory();
  if (needs.accelerated !== true && isComplete(release, DAPR_PROGRAMS)) {
    return own(release, `dapr ${version}, downloaded earlier`);
  }
  const go = await goOfThisMachine(sources);
  if (go === undefined) {
    const shared = await withContainers(needs);
    if (shared === undefined) throw await nothingFound(needs);
    return shared;
  }
  const build = {
    ...{ go, sources, home: built, what: 'Dapr', duration: '5 to 10 minutes' },
    targets: DAPR_PROGRAMS.map((name) => `./${name}`),
    linkerFlags: [`-X github.com/dapr/dapr/pkg/buildinfo.version=${version}`],
    // Programs that need no library of the machine run in containers too.
    env: { CGO_ENABLED: '0' },
  };
  await prepare(built, step, () => buildWithGo(build, step));
  return own(built, `dapr ${version}, built from source`);
}

// What the launcher has built or downloaded has all programs.
function own(directory: string, origin: string): DaprBinaries {
  return inDirectory(directory, DAPR_VERSIONS.pinned, origin);
}

function inDirectory(directory: string, version: string, origin: string): DaprBinaries {
  const at = (name: DaprProgram) => join(directory, name);
  return {
    daprd: at('daprd'),
    services: { placement: at('placement'), scheduler: at('scheduler') },
    sentry: isExecutable(at('sentry')) ? at('sentry') : undefined,
    version,
    origin,
  };
}

function isComplete(directory: string, programs: readonly DaprProgram[]): boolean {
  return programs.every((name) => isExecutable(join(directory, name)));
}

function needed({ mtls }: Pick<DaprNeeds, 'mtls'>): readonly DaprProgram[] {
  return mtls === 'required' ? DAPR_PROGRAMS : WITHOUT_SENTRY;
}

async function hasOwnComponents(directory: string): Promise<boolean> {
  const about = await outputOf(join(directory, 'daprd'), ['--build-info']);
  return about?.includes(OWN_COMPONENT) ?? false;
}

async function chosenBinaries(directory: string, needs: DaprNeeds): Promise<DaprBinaries> {
  const version = await outputOf(join(directory, 'daprd'), ['--version']);
  const refuse = (why: string, next: string) =>
    new SetupError({ what: 'DAPR_BIN_DIR holds no usable Dapr', why, next });
  if (
    version === undefined ||
    !isComplete(directory, needed(needs)) ||
    !isAtLeast(version, DAPR_VERSIONS.oldest)
  ) {
    throw refuse(
      `${directory} must hold ${needed(needs).join(', ')} of version ${DAPR_VERSIONS.oldest} or newer`,
      'correct DAPR_BIN_DIR, or unset it to let the launcher find or build Dapr',
    );
  }
  if (needs.accelerated && !(await hasOwnComponents(directory))) {
    throw refuse(
      `the daprd of ${directory} has only the components of Dapr, not ${OWN_COMPONENT}`,
      'start without --accelerated, or unset DAPR_BIN_DIR to build Dapr with Go',
    );
  }
  return inDirectory(directory, version, `dapr ${version} of DAPR_BIN_DIR`);
}

/** The folders in which a Dapr install may be, the one of `dapr init` first. */
function installDirectories(): string[] {
  const daprd = onPath('daprd');
  return [join(homedir(), '.dapr', 'bin'), ...(daprd === undefined ? [] : [dirname(daprd)])];
}

async function installedBinaries(needs: DaprNeeds): Promise<DaprBinaries | undefined> {
  for (const directory of installDirectories()) {
    if (!isComplete(directory, needed(needs))) continue;
    const version = await outputOf(join(directory, 'daprd'), ['--version']);
    if (version === undefined || !isAtLeast(version, DAPR_VERSIONS.oldest)) continue;
    if (needs.accelerated && !(await hasOwnComponents(directory))) continue;
    return inDirectory(directory, version, `dapr ${version} of ${directory}`);
  }
  return undefined;
}

/** The ports of the containers of `dapr init`. */
export const CONTAINER_PORTS = { placement: 50_005, scheduler: 50_006 } as const;

// They have no TLS, and serve every stack of the machine.
async function withContainers({ mtls, accelerated }: DaprNeeds): Promise<DaprBinaries | undefined> {
  if (mtls === 'required' || accelerated) return undefined;
  const answers = await Promise.all(Object.values(CONTAINER_PORTS).map(isTaken));
  if (!answers.every(Boolean)) return undefined;
  for (const directory of installDirectories()) {
    const daprd = join(directory, 'daprd');
    const version = isExecutable(daprd) ? await outputOf(daprd, ['--version']) : undefined;
    if (version === undefined || !isAtLeast(version, DAPR_VERSIONS.oldest)) continue;
    const origin = `dapr ${version} of ${directory} with the containers of dapr init`;
    return { daprd, services: undefined, sentry: undefined, version, origin };
  }
  return undefined;
}

async function downloaded(
  needs: DaprNeeds,
  given: Readonly<Record<string, string>>,
  step: Step,
): Promise<DaprBinaries> {
  if (needs.accelerated) {
    throw new SetupError({
      what: 'the accelerated components cannot be downloaded',
      why: `a release of Dapr has only the components of Dapr, not ${OWN_COMPONENT}`,
      next: 'start with either --download-dapr or --accelerated; the latter builds Dapr with Go',
    });
  }
  const home = releaseDirectory();
  const version = DAPR_VERSIONS.pinned;
  if (isComplete(home, DAPR_PROGRAMS)) return own(home, `dapr ${version}, downloaded earlier`);
  const sums = archiveSums(given);
  await prepare(home, step, () => downloadDapr({ home, sums, step }));
  return own(home, `dapr ${version}, downloaded`);
}

function releaseDirectory(): string {
  return join(cacheDirectory(), `dapr-${DAPR_VERSIONS.pinned}-${process.platform}-${process.arch}`);
}

async function prepare(home: string, step: Step, fill: () => Promise<void>): Promise<void> {
  await fillOnce(home, { isComplete: () => isComplete(home, DAPR_PROGRAMS), fill, step });
}

async function nothingFound({ mtls, accelerated }: DaprNeeds): Promise<SetupError> {
  const { oldest, oldestGo } = DAPR_VERSIONS;
  const go = onPath('go');
  const found = go && (await outputOf(go, ['version'], dirname(go)));
  const tooOld = found === undefined ? '' : `; found ${found}`;
  const installGo = `install Go ${oldestGo} from https://go.dev/dl and put it on PATH`;
  if (accelerated) {
    const install = installDirectories().find((one) => isComplete(one, ['daprd']));
    const other = install === undefined ? '' : `; the Dapr of ${install} has not`;
    return new SetupError({
      what: 'the accelerated components need Go',
      why: `only our own build of Dapr has ${OWN_COMPONENT}${other}, and it needs Go ${oldestGo} or newer${tooOld}`,
      next: `start without --accelerated, or ${installGo}`,
    });
  }
  const slim =
    mtls === 'required'
      ? ''
      : 'with `dapr init --slim` (without mTLS, because it installs no sentry); ';
  return new SetupError({
    what: go === undefined ? 'this machine has neither Dapr nor Go' : 'Go is too old',
    why:
      `the sidecars need ${needed({ mtls }).join(', ')} of Dapr ${oldest} or newer, or Go ${oldestGo} ` +
      `or newer to build them${tooOld}`,
    next:
      `${slim === '' ? '' : `install Dapr ${slim}or `}${installGo}; or run npm start -- --download-dapr, ` +
      'which fetches the release of Dapr; or set DAPR_BIN_DIR to a folder with the programs',
  });
}
