import { type Kube, read } from '../kube.ts';
import { BACKING, derivedApps, PLATFORM } from '../platform.ts';
import { assure, type Check, type Subject } from './check.ts';

export interface Pod {
  metadata: { name: string; labels: Record<string, string> };
  spec: {
    containers: { name: string }[];
    initContainers?: { name: string; restartPolicy?: string }[];
  };
  status: {
    podIP: string;
    containerStatuses?: { ready: boolean; state: { running?: { startedAt: string } } }[];
  };
}

/** The label by which the chart names the app of a pod. */
const NAME = 'app.kubernetes.io/name';
const SIDECAR = 'daprd';
const STRANGERS = 'strangers';
const NODE = '/nodejs/bin/node';
const APP_PORT = 3000;
const SIDECAR_HTTP_PORT = 3500;
const SIDECAR_PORTS = [SIDECAR_HTTP_PORT, 50_001, 50_002, 9090];
const CONNECT_LIMIT_MS = 2_000;
/** Any call that order may make of payment and inventory may not; the order need not exist. */
const FORBIDDEN = `payment/method/payments/ord_${'0'.repeat(32)}`;

/** The pods of a namespace that are to run. */
export async function podsOf(kube: Kube, namespace: string): Promise<Pod[]> {
  const running = ['--field-selector', 'status.phase=Running'];
  const { items } = await read<{ items: Pod[] }>(kube, [
    ...['pods', '--namespace', namespace],
    ...running,
  ]);
  return items;
}

export function appOf(pod: Pod): string {
  return pod.metadata.labels[NAME] ?? '';
}

async function restricted({ kube, version }: Subject): Promise<string> {
  const pods = (await podsOf(kube, PLATFORM)).filter((pod) => appOf(pod) in derivedApps());
  for (const app of Object.keys(derivedApps())) {
    const own = pods.filter((pod) => appOf(pod) === app);
    assure(own.length > 0, `no pod of ${app} runs`);
    for (const { metadata, spec } of own) {
      const all = [...spec.containers, ...(spec.initContainers ?? [])];
      assure(
        all.some(({ name }) => name === SIDECAR),
        `${metadata.name} has no sidecar`,
      );
    }
  }
  const privileged = pod('privileged', version, 'true');
  Object.assign(privileged.spec.containers[0] ?? {}, { securityContext: { privileged: true } });
  const refusal = await kube
    .kubectl(['create', '--namespace', PLATFORM, '--dry-run=server', '-f', '-'], privileged)
    .then(() => '')
    .catch((error: Error) => error.message);
  assure(refusal.includes('violates PodSecurity'), `a privileged pod was not refused: ${refusal}`);
  return `${pods.length} pods with sidecars; a privileged one is refused`;
}

/** Runs a script in the app container of a pod and returns what it prints. */
async function inApp({ kube }: Subject, app: string, script: string): Promise<string> {
  const target = ['--namespace', PLATFORM, `deployment/${app}`, '--container', 'app'];
  return (await kube.kubectl(['exec', ...target, '--', NODE, '--eval', script])).trim();
}

function callOf(path: string): string {
  const url = `http://127.0.0.1:${SIDECAR_HTTP_PORT}/v1.0/invoke/${path}`;
  return `const own = process.env; fetch('${url}', { headers: { 'dapr-api-token': own.DAPR_API_TOKEN }, signal: AbortSignal.timeout(15000) })
    .then(async (answer) => console.log(answer.status, await answer.text()))
    .catch((error) => console.log('none', error.message))`;
}

// NetworkPolicies add up: this one opens what the chart does not.
function openEdge(name: string, from: string, to: string): object[] {
  const peer = (app: string) => ({ podSelector: { matchLabels: { [NAME]: app } } });
  const policy = (app: string, direction: object) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-${app}` },
    spec: { ...peer(app), ...direction },
  });
  const ports = [{ port: 50_002, protocol: 'TCP' }];
  return [
    policy(from, { policyTypes: ['Egress'], egress: [{ to: [peer(to)], ports }] }),
    policy(to, { policyTypes: ['Ingress'], ingress: [{ from: [peer(from)], ports }] }),
  ];
}

async function accessByIdentity(subject: Subject): Promise<string> {
  const { kube } = subject;
  const allowed = await inApp(subject, 'order', callOf(FORBIDDEN));
  assure(!/^(none|403|500)/.test(allowed), `order may not call payment: ${allowed}`);
  const byNetwork = await inApp(subject, 'inventory', callOf(FORBIDDEN));
  assure(/^(none|500)/.test(byNetwork), `the network let inventory call payment: ${byNetwork}`);
  const items = openEdge('checked-edge', 'inventory', 'payment');
  const list = { apiVersion: 'v1', kind: 'List', items };
  await kube.kubectl(['apply', '--namespace', PLATFORM, '-f', '-'], list);
  try {
    const byIdentity = await untilAnswered(subject);
    assure(byIdentity.startsWith('403'), `inventory may call payment: ${byIdentity}`);
  } finally {
    await kube.kubectl(['delete', '--namespace', PLATFORM, '-f', '-'], list);
  }
  return `order to payment ${allowed.slice(0, 3)}; inventory: no way, and with one 403`;
}

// The network plug-in applies a policy some time after it was made.
async function untilAnswered(subject: Subject): Promise<string> {
  const tries = 10;
  let answer = '';
  for (let n = 0; n < tries; n += 1) {
    answer = await inApp(subject, 'inventory', callOf(FORBIDDEN));
    if (!/^(none|500)/.test(answer)) break;
  }
  return answer;
}

/** A pod that keeps PodSecurity `restricted` and runs a script; its image is that of the gateway. */
export function pod(name: string, version: string, script: string) {
  const securityContext = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'script',
          image: `docker.io/commerce/gateway:${version}`,
          imagePullPolicy: 'IfNotPresent',
          command: [NODE, '--eval', script],
          securityContext,
        },
      ],
    },
  };
}

async function strangerReachesNothing({ kube, version }: Subject): Promise<string> {
  const pods = await podsOf(kube, PLATFORM);
  const targets = [
    ...pods.flatMap((one) =>
      [APP_PORT, ...SIDECAR_PORTS]
        // The public port, the one that the world is let in by.
        .filter((port) => !(appOf(one) === 'gateway' && port === APP_PORT))
        .map((port) => `${one.status.podIP}:${port}`),
    ),
    ...(await podsOf(kube, BACKING)).flatMap(({ status }) =>
      [5432, 6379].map((port) => `${status.podIP}:${port}`),
    ),
  ];
  const gateway = pods.find((one) => appOf(one) === 'gateway')?.status.podIP;
  const script = `
    const { connect } = require('node:net');
    const reached = (target) => new Promise((resolve) => {
      const [host, port] = target.split(':');
      const socket = connect({ host, port });
      const end = (is) => { socket.destroy(); resolve(is ? [target] : []); };
      socket.once('connect', () => end(true)).once('error', () => end(false));
      setTimeout(() => end(false), ${CONNECT_LIMIT_MS}).unref();
    });
    Promise.all(${JSON.stringify([`${gateway}:${APP_PORT}`, ...targets])}.map(reached))
      .then((all) => console.log(all.flat().join(' ')));`;
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: STRANGERS } };
  await kube.kubectl(['apply', '-f', '-'], namespace);
  try {
    const at = ['--namespace', STRANGERS];
    await kube.kubectl(['create', ...at, '-f', '-'], pod('stranger', version, script));
    const end = '--for=jsonpath={.status.phase}=Succeeded';
    await kube.kubectl(['wait', ...at, 'pod/stranger', end, '--timeout=60s']);
    const reached = (await kube.kubectl(['logs', ...at, 'stranger'])).trim();
    assure(
      reached === `${gateway}:${APP_PORT}`,
      `a stranger must reach the gateway's public port alone, and reached: ${reached || 'nothing'}`,
    );
  } finally {
    await kube.kubectl(['delete', 'namespace', STRANGERS, '--wait=false']);
  }
  return `none of ${targets.length} ports; the gateway's public one is open`;
}

export const podChecks: readonly Check[] = [
  { title: 'PodSecurity restricted', run: restricted },
  { title: 'access by identity', run: accessByIdentity },
  { title: "a stranger's pod", run: strangerReachesNothing },
];
