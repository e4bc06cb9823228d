import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isExecutable, onPath, outputOf } from './commands.ts';
import { assertDiskSpace, gib } from './disk.ts';
import { logTail, SetupError } from './errors.ts';
import { tryLock } from './lock.ts';
import { signalGroup } from './process-identity.ts';
import type { Step } from './progress.ts';

const OLDEST_DAPR = [1, 18] as const;
const OLDEST_GO = [1, 26] as const;
const DAPR_VERSION = '1.18.1';
const BUILT = ['daprd', 'placement', 'scheduler', 'sentry'] as const;
const LOCK_POLL_MS = 500;
const BUILD_SPACE_BYTES = gib(3);

/** Paths of the Dapr programs that the stack runs, and their origin as text. */
export type DaprBinaries = Record<DaprProgram, string> & { origin: string };

type DaprProgram = (typeof BUILT)[number];

// A Dapr install (`dapr init --slim`) has no sentry; without mTLS none is needed.
const WITHOUT_MTLS: DaprProgram[] = ['daprd', 'placement', 'scheduler'];

/** Whether a version text such as `1.18.1` or `go1.26.8` is at least major.minor. */
export function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, ownMajor, ownMinor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (ownMajor === undefined) return false;
  return Number(ownMajor) > major || (Number(ownMajor) === major && Number(ownMinor) >= minor);
}

/**
 * Finds daprd, placement, scheduler and sentry in DAPR_BIN_DIR, in a Dapr install of this machine
 * (1.18 or newer) or in the cache of an earlier build, or builds them with Go (1.26 or newer). Two
 * simultaneous starts build only once. Without mTLS sentry may be missing. Throws SetupError if no
 * way works.
 */
export async function findDaprBinaries(
  sources: string,
  step: Step,
  { mtls }: { mtls: boolean },
): Promise<DaprBinaries> {
  const needed = mtls ? [...BUILT] : WITHOUT_MTLS;
  const chosen = process.env['DAPR_BIN_DIR'];
  if (chosen !== undefined && chosen !== '') return chosenBinaries(chosen, needed);
  const installed = await installedBinaries(needed);
  if (installed !== undefined) return installed;

  const home = join(cacheDirectory(), buildId(sources));
  if (isComplete(home, needed)) return inDirectory(home, `dapr ${DAPR_VERSION}, built earlier`);
  const release = await lockBuild(`${home}.lock`, step);
  try {
    if (!isComplete(home, needed)) await build(sources, home, step);
  } finally {
    release();
  }
  return inDirectory(home, `dapr ${DAPR_VERSION}, built from source`);
}

function inDirectory(directory: string, origin: string): DaprBinaries {
  const at = (name: string) => join(directory, name);
  return {
    daprd: at('daprd'),
    placement: at('placement'),
    scheduler: at('scheduler'),
    sentry: at('sentry'),
    origin,
  };
}

function isComplete(directory: string, needed: DaprProgram[]): boolean {
  return needed.every((name) => isExecutable(join(directory, name)));
}

async function chosenBinaries(directory: string, needed: DaprProgram[]): Promise<DaprBinaries> {
  const version = await outputOf(join(directory, 'daprd'), ['--version']);
  if (isComplete(directory, needed) && isAtLeast(version ?? '', OLDEST_DAPR)) {
    return inDirectory(directory, `dapr ${version} of DAPR_BIN_DIR`);
  }
  throw new SetupError({
    what: 'DAPR_BIN_DIR holds no usable Dapr',
    why: `${directory} must hold ${needed.join(', ')} of version ${OLDEST_DAPR.join('.')} or newer`,
    next: 'correct DAPR_BIN_DIR, or unset it to let the launcher find or build Dapr',
  });
}

async function installedBinaries(needed: DaprProgram[]): Promise<DaprBinaries | undefined> {
  const installs = [join(homedir(), '.dapr', 'bin')];
  const daprd = onPath('daprd');
  if (daprd !== undefined) installs.push(dirname(daprd));
  for (const directory of installs.filter((install) => isComplete(install, needed))) {
    const version = await outputOf(join(directory, 'daprd'), ['--version']);
    if (version === undefined || !isAtLeast(version, OLDEST_DAPR)) continue;
    return inDirectory(directory, `dapr ${version} of ${directory}`);
  }
  return undefined;
}

function cacheDirectory(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'dapr-commerce');
}

/** The id of a build: a hash of the sources, without tests, and the platform. */
export function buildId(sources: string): string {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter(isSource).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(sources, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function isSource(file: string): boolean {
  return /^go\.(mod|sum)$/.test(file) || (file.endsWith('.go') && !file.endsWith('_test.go'));
}

async function lockBuild(file: string, step: Step): Promise<() => void> {
  for (;;) {
    const lock = tryLock(file);
    if ('release' in lock) return lock.release;
    step.note(`(process ${lock.heldBy.pid} is building)`);
    await pause(LOCK_POLL_MS);
  }
}

/** The path of a Go on PATH that can build the programs, if there is one. */
export async function goOfThisMachine(sources: string): Promise<string | undefined> {
  const found = onPath('go');
  // Run in the directory of go.mod, where an older Go may switch to the toolchain that the module
  // names.
  const version = found && (await outputOf(found, ['env', 'GOVERSION'], sources));
  return isAtLeast(version ?? '', OLDEST_GO) ? found : undefined;
}

async function findGo(sources: string): Promise<string> {
  const go = await goOfThisMachine(sources);
  if (go !== undefined) return go;
  const found = onPath('go');
  const old = found && (await outputOf(found, ['version'], dirname(found)));
  throw new SetupError({
    what: found === undefined ? 'this machine has neither Dapr nor Go' : 'Go is too old',
    why:
      `the sidecars need daprd, placement, scheduler and sentry of Dapr ${OLDEST_DAPR.join('.')} or ` +
      `newer, or Go ${OLDEST_GO.join('.')} or newer to build them` +
      (old === undefined ? '' : `; found ${old}`),
    next:
      `install Go ${OLDEST_GO.join('.')} from https://go.dev/dl and put it on PATH; or install ` +
      'Dapr with `dapr init --slim`, which has no sentry, and start with --insecure; or set ' +
      'DAPR_BIN_DIR to a folder with the four programs',
  });
}

async function build(sources: string, home: string, step: Step): Promise<void> {
  const go = await findGo(sources);
  assertDiskSpace(dirname(home), BUILD_SPACE_BYTES, 'build Dapr');
  step.note('(building with Go; 5 to 10 minutes, once)');
  const temporary = `${home}.building`;
  await rm(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const logFile = `${home}.log`;
  const log = openSync(logFile, 'w');
  const version = `-X github.com/dapr/dapr/pkg/buildinfo.version=${DAPR_VERSION}`;
  const targets = BUILT.map((name) => `./${name}`);
  const args = ['build', '-trimpath', '-ldflags', `-s -w ${version}`, '-o', temporary, ...targets];
  // A separate process group, so that an interrupted start can end the compilers too.
  const compiler = spawn(go, args, { cwd: sources, stdio: ['ignore', log, log], detached: true });
  const endCompiler = () => compiler.pid !== undefined && signalGroup(compiler.pid, 'SIGTERM');
  process.once('exit', endCompiler);
  try {
    const [code] = (await once(compiler, 'exit')) as [number | null];
    if (code !== 0) {
      throw new SetupError({
        what: 'Dapr cannot be built',
        why: logTail(logFile),
        next: `read ${logFile}; building needs the Go module proxy or a filled module cache`,
      });
    }
  } finally {
    process.removeListener('exit', endCompiler);
    closeSync(log);
  }
  await rm(home, { recursive: true, force: true });
  await rename(temporary, home);
}
