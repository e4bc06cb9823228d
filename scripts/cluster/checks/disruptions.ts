import { read } from '../kube.ts';
import { DAPR_NAMESPACE } from '../dapr.ts';
import { BACKING, derivedApps, PLATFORM } from '../platform.ts';
import { rolledOut } from '../up.ts';
import { until } from '../wait.ts';
import { assure, type Check, type Subject } from './check.ts';
import {
  cancelOrder,
  FIRST_INVOICES,
  helmTest,
  placeOrder,
  replay,
  withGateway,
} from './orders.ts';
import { appOf, type Pod, podsOf } from './pods.ts';

/** How many more invoices each replay under disruption has than the one before. */
const MORE_INVOICES = 50;
const ROLL_LIMIT_MS = 300_000;
/** What a cancellation may take when placement is replaced, ms: longer ones are a fault of the platform. */
const STALL_LIMIT_MS = 30_000;

// Every one begins where the last ended, so that each has new orders.
const replayed = { invoices: FIRST_INVOICES };

/**
 * Does something to the cluster while invoices are replayed, again and again until it is done. The replay
 * repeats what a client may repeat, and checks the books after it.
 */
async function underLoad(subject: Subject, disrupt: () => Promise<string>): Promise<string> {
  let isOver = false;
  const disruption = disrupt().finally(() => {
    isOver = true;
  });
  // It is awaited below; until then a failure is none of the replay's.
  disruption.catch(() => {});
  const from = replayed.invoices;
  do {
    replayed.invoices += MORE_INVOICES;
    await replay(subject, replayed.invoices);
  } while (!isOver);
  return `${await disruption}; ${replayed.invoices - from} invoices meanwhile, all right`;
}

async function roll({ kube }: Subject): Promise<string> {
  const since = performance.now();
  const apps = Object.keys(derivedApps()).map((app) => `deployment/${app}`);
  await kube.kubectl(['rollout', 'restart', '--namespace', PLATFORM, ...apps]);
  await rolledOut(kube, PLATFORM, ROLL_LIMIT_MS);
  return `all pods replaced in ${secondsSince(since)}`;
}

async function kill(subject: Subject): Promise<string> {
  const { kube } = subject;
  const backMs: number[] = [];
  for (const app of Object.keys(derivedApps())) {
    const since = performance.now();
    const pod = (await podsOf(kube, PLATFORM)).find((one) => appOf(one) === app);
    assure(pod !== undefined, `no pod of ${app} runs`);
    const now = ['--grace-period=0', '--force'];
    await kube.kubectl(['delete', 'pod', '--namespace', PLATFORM, ...now, pod.metadata.name]);
    await kube.kubectl([
      ...['rollout', 'status', `deployment/${app}`, '--namespace', PLATFORM],
      `--timeout=${ROLL_LIMIT_MS / 1000}s`,
    ]);
    backMs.push(performance.now() - since);
  }
  const longest = (Math.max(...backMs) / 1000).toFixed(1);
  return `a pod of each app killed, back in at most ${longest} s`;
}

async function upgradeAndRollBack(subject: Subject): Promise<string> {
  const { kube, upgrade } = subject;
  const since = performance.now();
  await upgrade(['defaults.podAnnotations.checked=upgrade']);
  const upgraded = secondsSince(since);
  const rolledBack = performance.now();
  await kube.helm([
    ...['rollback', PLATFORM, '--namespace', PLATFORM],
    ...['--wait', '--timeout', `${ROLL_LIMIT_MS / 1000}s`],
  ]);
  return `upgrade in ${upgraded}, rollback in ${secondsSince(rolledBack)}`;
}

async function restartNode(subject: Subject): Promise<string> {
  assure(subject.restartNode !== undefined, 'the node is not ours');
  const id = await withGateway(subject, placeOrder);
  const since = performance.now();
  const cutAt = new Date();
  await subject.restartNode();
  for (const namespace of [BACKING, DAPR_NAMESPACE, PLATFORM]) {
    await until(`the pods of ${namespace}`, ROLL_LIMIT_MS, async () =>
      (await podsOf(subject.kube, namespace)).every((pod) => runsSince(pod, cutAt)),
    );
  }
  const ready = secondsSince(since);
  const { endedMs } = await withGateway(subject, (send) => cancelOrder(send, id));
  await helmTest(subject);
  return `all ready ${ready} after a power cut; an order from before it cancelled in ${seconds(endedMs)}`;
}

// Until the kubelet has looked, the API server shows what was before the cut.
function runsSince({ status: { containerStatuses = [] } }: Pod, since: Date): boolean {
  return (
    containerStatuses.length > 0 &&
    containerStatuses.every(
      // Instants of Kubernetes are whole seconds, rounded down.
      ({ ready, state: { running } }) =>
        ready && running !== undefined && Date.parse(running.startedAt) > since.getTime() - 1000,
    )
  );
}

interface StatefulSet {
  spec: { replicas: number };
}

async function replacePlacement(subject: Subject): Promise<string> {
  const { kube } = subject;
  const name = 'dapr-placement-server';
  const set = ['statefulset', name, '--namespace', DAPR_NAMESPACE];
  const { spec } = await read<StatefulSet>(kube, set);
  return withGateway(subject, async (send) => {
    const before = await cancelOrder(send, await placeOrder(send));
    const id = await placeOrder(send);
    await kube.kubectl([
      'delete',
      'pod',
      '--namespace',
      DAPR_NAMESPACE,
      `${name}-0`,
      '--wait=true',
    ]);
    const after = await cancelOrder(send, id);
    assure(
      after.endedMs < STALL_LIMIT_MS,
      `a cancellation took ${seconds(after.endedMs)} after placement was replaced`,
    );
    return (
      `${spec.replicas} of it; a cancellation answered in ${seconds(after.answeredMs)}, ended in ` +
      `${seconds(after.endedMs)} (before: ${seconds(before.answeredMs)}, ${seconds(before.endedMs)})`
    );
  });
}

function secondsSince(since: number): string {
  return seconds(performance.now() - since);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export const disruptionChecks: readonly Check[] = [
  { title: 'rolling update', run: (subject) => underLoad(subject, () => roll(subject)) },
  { title: 'pods killed', run: (subject) => underLoad(subject, () => kill(subject)) },
  {
    title: 'upgrade and rollback',
    run: (subject) => underLoad(subject, () => upgradeAndRollBack(subject)),
  },
  { title: 'placement replaced', run: replacePlacement },
  { title: 'node restarted', ownOnly: true, run: restartNode },
];
