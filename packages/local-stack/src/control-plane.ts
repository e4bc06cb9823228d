import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DaprBinaries } from './binaries.ts';
import { isOk } from './http.ts';
import type { InfraPort } from './port-plan.ts';
import type { ProcessSpec } from './supervisor.ts';

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
}

function controlPlaneSpec(
  options: ControlPlaneOptions,
  name: 'placement' | 'scheduler',
  args: string[],
): ProcessSpec {
  const { binaries, dataDir, ports, logFile } = options;
  const healthz = ports[`${name}-healthz`];
  return {
    name,
    kind: 'infra',
    command: binaries[name],
    args: [
      ...['--port', String(ports[name]), '--listen-address', HOST],
      ...['--healthz-port', String(healthz), '--healthz-listen-address', HOST],
      ...['--metrics-port', String(ports[`${name}-metrics`]), '--metrics-listen-address', HOST],
      ...args,
    ],
    cwd: dataDir,
    env: { ...process.env, ...GO_MEMORY },
    logFile: logFile(name),
    probe: () => isOk(`http://${HOST}:${healthz}/healthz`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}

/** How to run placement (who hosts which actor) and scheduler (reminders, workflows). */
export function controlPlaneSpecs(options: ControlPlaneOptions): ProcessSpec[] {
  const { dataDir, ports } = options;
  const directory = join(dataDir, 'scheduler');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return [
    controlPlaneSpec(options, 'placement', [
      ...['--initial-cluster', `dapr-placement-0=${HOST}:${ports['placement-raft']}`],
      '--metadata-enabled',
    ]),
    controlPlaneSpec(options, 'scheduler', [
      ...['--id', SCHEDULER_ID, '--etcd-data-dir', directory],
      ...['--etcd-client-port', String(ports['scheduler-etcd-client'])],
      ...['--etcd-client-listen-address', HOST],
      ...[
        '--etcd-initial-cluster',
        `${SCHEDULER_ID}=http://${HOST}:${ports['scheduler-etcd-peer']}`,
      ],
      ...['--etcd-initial-election-tick-advance=true'],
      ...['--override-broadcast-host-port', `${HOST}:${ports.scheduler}`],
      ...['--identity-directory-write', join(dataDir, 'dapr')],
    ]),
  ];
}
