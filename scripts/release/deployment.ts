import { SetupError } from '@commerce/local-stack';

/** The release of Helm; the names of its objects do not depend on it. */
const RELEASE = 'commerce';
const CHART = 'charts/commerce';

/** Where a release is. */
export interface Place {
  namespace: string;
  /** The context of the kubeconfig; by default the current one. */
  context?: string | undefined;
  /** Longest wait of each step, as Helm writes it: 10m. */
  timeout: string;
}

/** What a run of helm answers. */
export interface HelmAnswer {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs helm. With `show` its output goes to the terminal, and the answer has none of it. */
export type Helm = (args: string[], how: { show: boolean }) => HelmAnswer;

/** A revision in Helm's history, as far as it is read. */
interface Revision {
  revision: number;
  status: string;
}

function placed({ namespace, context }: Place): string[] {
  return [
    ...['--namespace', namespace],
    ...(context === undefined ? [] : ['--kube-context', context]),
  ];
}

/** The revision that is deployed, or undefined before the first install. Throws SetupError without a cluster. */
function deployedRevision(helm: Helm, place: Place): number | undefined {
  const args = ['history', RELEASE, ...placed(place), '--output', 'json'];
  const { code, stdout, stderr } = helm(args, { show: false });
  if (code === 0) {
    const history = JSON.parse(stdout) as Revision[];
    return history.findLast(({ status }) => status === 'deployed')?.revision;
  }
  if (/release: not found/.test(stderr)) return undefined;
  throw new SetupError({
    what: `the release in namespace ${place.namespace} cannot be read`,
    why: stderr.trim().split('\n').at(-1) || 'helm says nothing',
    next: 'check KUBECONFIG, --context and the rights of its user in the namespace',
  });
}

function run(helm: Helm, args: string[], failure: { what: string; next: string }): void {
  const { code } = helm(args, { show: true });
  if (code === 0) return;
  const why = `helm ${args[0]} ended with ${code ?? 'a signal'}, see above`;
  throw new SetupError({ ...failure, why });
}

/** Goes back to a revision; Helm's own choice is the one before the newest. */
function goBack(helm: Helm, place: Place, revision: number | undefined): void {
  const target = revision === undefined ? [] : [String(revision)];
  const wait = ['--wait', '--timeout', place.timeout];
  run(helm, ['rollback', RELEASE, ...target, ...placed(place), ...wait], {
    what: 'the rollback failed',
    next: `helm history ${RELEASE} --namespace ${place.namespace} shows what there is to go back to`,
  });
}

/** Places an order through the gateway, as far as the values let it. */
function tryOut(helm: Helm, place: Place): boolean {
  const args = ['test', RELEASE, ...placed(place), '--logs', '--timeout', place.timeout];
  return helm(args, { show: true }).code === 0;
}

/**
 * Installs or upgrades the release with these files of values, later ones before earlier ones, and tries it
 * out. A failed upgrade, and one whose trial fails, goes back to what was deployed before. Throws SetupError
 * after either.
 */
export function upgrade(helm: Helm, place: Place, values: readonly string[]): void {
  const before = deployedRevision(helm, place);
  const files = values.flatMap((file) => ['--values', file]);
  const wait = ['--rollback-on-failure', '--wait', '--timeout', place.timeout];
  run(helm, ['upgrade', '--install', RELEASE, CHART, ...placed(place), ...files, ...wait], {
    what: 'the upgrade failed',
    next: 'what was deployed before runs on; mend the cause and run it again',
  });
  if (tryOut(helm, place)) return;
  const why = 'helm test failed, see above';
  if (before === undefined) {
    const next = 'mend the cause and upgrade again; there is nothing to go back to';
    throw new SetupError({ what: 'the first install does not work', why, next });
  }
  goBack(helm, place, before);
  throw new SetupError({
    what: 'the upgrade was taken back',
    why,
    next: `revision ${before} runs again; mend the cause and run the upgrade again`,
  });
}

/** Goes back to a revision, by default to the one before the newest, and tries it out. Throws SetupError. */
export function rollback(helm: Helm, place: Place, revision: number | undefined): void {
  if (deployedRevision(helm, place) === undefined && revision === undefined) {
    throw new SetupError({
      what: 'there is nothing to go back to',
      why: `no revision is deployed in namespace ${place.namespace}`,
      next: 'check --namespace and --context, or name a revision',
    });
  }
  goBack(helm, place, revision);
  if (tryOut(helm, place)) return;
  throw new SetupError({
    what: 'the release does not work after the rollback',
    why: 'helm test failed, see above',
    next: 'the cause is not in the release alone: look at the cluster, its secrets and databases',
  });
}
