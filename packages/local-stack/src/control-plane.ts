import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DaprBinaries, type DaprNeeds, findDaprBinaries } from './binaries.ts';
import { unprovenWarning } from './dapr-versions.ts';
import type { ProcessGroup } from './process-group.ts';
import { isOk } from './http.ts';
import type { InfraPort } from './port-plan.ts';
import { during, type Progress } from './progress.ts';
import type { ProcessSpec } from './supervisor.ts';
import { CONTROL_PLANE_TRUST_DOMAIN, openTrust, type Trust, trustFiles } from './trust.ts';

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 6_000;
const SCHEDULER_ID = 'dapr-scheduler-server-0';
const GO_MEMORY = { GOGC: '200', GOMEMLIMIT: '256MiB' };

interface ControlPlaneOptions {
  binaries: DaprBinaries;
  dataDir: string;
  ports: Record<InfraPort, number>;
  logFile: (name: string) => string;
  /** Undefined: no mTLS. */
  trust: Trust | undefined;
}

function controlPlaneSpec(
  options: ControlPlaneOptions,
  name: 'sentry' | 'placement' | 'scheduler',
  args: string[],
  env: Record<string, string> = {},
): ProcessSpec {
  const { binaries, dataDir, ports, logFile } = options;
  const command = binaries[name];
  if (command === undefined) throw new Error(`there is no ${name}`);
  const healthz = ports[`${name}-healthz`];
  return {
    name,
    kind: 'infra',
    command,
    args: [
      ...['--port', String(ports[name]), '--listen-address', HOST],
      ...['--healthz-port', String(healthz), '--healthz-listen-address', HOST],
      ...['--metrics-port', String(ports[`${name}-metrics`]), '--metrics-listen-address', HOST],
      ...args,
    ],
    cwd: dataDir,
    env: { ...process.env, ...GO_MEMORY, ...env },
    logFile: logFile(name),
    probe: () => isOk(`http://${HOST}:${healthz}/healthz`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}

/** What sidecars need to know of the running control plane. */
export interface ControlPlane {
  binaries: DaprBinaries;
  /** Undefined: no mTLS. */
  trust: Trust | undefined;
}

/**
 * Finds, builds or downloads Dapr and starts placement and scheduler; with mTLS sentry first. Says
 * what runs, and if it runs without mTLS for want of sentry or in a version that was not proven.
 */
export async function startControlPlane(options: {
  processes: ProcessGroup;
  progress: Progress;
  root: string;
  dataDir: string;
  ports: Record<InfraPort, number>;
  needs: DaprNeeds;
}): Promise<ControlPlane> {
  const { processes, progress, root, dataDir, ports, needs } = options;
  const components = needs.accelerated ? 'accelerated components' : 'plain components';
  const binaries = await during(
    progress,
    'Dapr programs',
    (step) => findDaprBinaries(join(root, 'dapr', 'binaries'), step, needs),
    ({ origin }) => `${origin}, ${components}`,
  );
  const warning = unprovenWarning(binaries.version);
  if (warning !== undefined) progress.line(`warning: ${warning}`);
  const about = { binaries, dataDir, ports, logFile: processes.logFile };
  const mtls = needs.mtls !== 'off' && binaries.sentry !== undefined;
  if (needs.mtls !== 'off' && !mtls) {
    progress.line('without mTLS and access control between the apps: this Dapr has no sentry');
  }
  const trust = mtls ? openTrust(dataDir) : undefined;
  if (trust !== undefined) {
    await during(progress, 'sentry', () => processes.run(sentrySpec({ ...about, trust })).ready());
  }
  await during(progress, 'placement and scheduler', async () => {
    const specs = controlPlaneSpecs({ ...about, trust });
    await Promise.all(specs.map((spec) => processes.run(spec).ready()));
  });
  return { binaries, trust };
}

// Sentry signs the certificates of all other processes.
function sentrySpec(options: Omit<ControlPlaneOptions, 'trust'> & { trust: Trust }): ProcessSpec {
  const { credentials, sentryConfig } = options.trust;
  return controlPlaneSpec(options, 'sentry', [
    ...['--issuer-credentials', credentials, '--trust-domain', CONTROL_PLANE_TRUST_DOMAIN],
    // Its metrics would listen on all addresses. So does its health endpoint, which reveals nothing
    // else.
    ...['--config', sentryConfig, '--enable-metrics=false'],
  ]);
}

// Placement assigns actors to hosts; the scheduler stores reminders and drives workflows.
function controlPlaneSpecs(options: ControlPlaneOptions): ProcessSpec[] {
  const { dataDir, ports, trust } = options;
  const directory = join(dataDir, 'scheduler');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const tls = trust === undefined ? [] : tlsFlags(trust, ports);
  return [
    controlPlaneSpec(
      options,
      'placement',
      [
        ...['--initial-cluster', `dapr-placement-0=${HOST}:${ports['placement-raft']}`],
        ...['--metadata-enabled', ...tls],
      ],
      trust?.controlPlaneEnvironment('dapr-placement'),
    ),
    controlPlaneSpec(
      options,
      'scheduler',
      [
        ...['--id', SCHEDULER_ID, '--etcd-data-dir', directory],
        ...['--etcd-client-port', String(ports['scheduler-etcd-client'])],
        ...['--etcd-client-listen-address', HOST],
        ...[
          '--etcd-initial-cluster',
          `${SCHEDULER_ID}=http://${HOST}:${ports['scheduler-etcd-peer']}`,
        ],
        ...['--etcd-initial-election-tick-advance=true'],
        ...['--override-broadcast-host-port', `${HOST}:${ports.scheduler}`],
        ...[
          '--identity-directory-write',
          join(trustFiles(dataDir).identities, 'scheduler'),
          ...tls,
        ],
      ],
      trust?.controlPlaneEnvironment('dapr-scheduler'),
    ),
  ];
}

function tlsFlags({ anchorsFile }: Trust, ports: Record<InfraPort, number>): string[] {
  return [
    ...['--tls-enabled', '--trust-domain', CONTROL_PLANE_TRUST_DOMAIN],
    ...['--trust-anchors-file', anchorsFile, '--sentry-address', `${HOST}:${ports.sentry}`],
  ];
}
