import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { answers, type ChildProgram } from './child-process.ts';
import type { PeerStack } from './peer-stack.ts';
import { daprPrograms } from './stack-versions.ts';

const API = 'dapr.io/v1alpha1';
const CONFIGURATION = 'bench';
const GRACE_SECONDS = '2';

/** A Dapr resource as in a resource file. */
export interface Resource {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: object;
}

/** The ports of an app and its sidecar, as text for flags and environment variables. */
export type SidecarPorts = Record<'app' | 'http' | 'grpc' | 'internal' | 'metrics', string>;

/** A component with its settings. */
export function component(
  name: string,
  type: string,
  version: string,
  values: Record<string, string>,
): Resource {
  const metadata = Object.entries(values).map(([key, value]) => ({ name: key, value }));
  const spec = { type, version, metadata };
  return { apiVersion: API, kind: 'Component', metadata: { name }, spec };
}

/** The configuration of a sidecar, with name resolution through a file. */
export function configuration(namesFile: string, more: object = {}): Resource {
  return {
    apiVersion: API,
    kind: 'Configuration',
    metadata: { name: CONFIGURATION },
    spec: {
      tracing: { samplingRate: '0' },
      mtls: { enabled: false },
      // Multicast, Dapr's default, is missing on many machines.
      nameResolution: {
        component: 'sqlite',
        version: 'v1',
        configuration: { connectionString: namesFile, cleanupInterval: 0 },
      },
      ...more,
    },
  };
}

export function takeSidecarPorts({ nextPort }: PeerStack): SidecarPorts {
  const next = () => String(nextPort());
  return { app: next(), http: next(), grpc: next(), internal: next(), metrics: next() };
}

/** Starts the sidecar of an app that is already listening. */
export async function runSidecar(
  peer: PeerStack,
  {
    name,
    appId,
    ports,
    resources,
    dataDir,
    env = {},
  }: {
    name: string;
    appId: string;
    ports: SidecarPorts;
    resources: Resource[];
    dataDir: string;
    env?: Record<string, string>;
  },
): Promise<ChildProgram> {
  const folder = join(dataDir, `${name}-resources`);
  mkdirSync(folder, { recursive: true });
  for (const resource of resources) {
    const file = `${resource.kind}-${resource.metadata.name}.yaml`;
    writeFileSync(join(folder, file), stringify(resource));
  }
  const { infra } = peer.stack.ports;
  const flags = {
    ...{ 'app-id': appId, 'app-port': ports.app, 'app-protocol': 'http', 'log-level': 'warn' },
    ...{ 'dapr-http-port': ports.http, 'dapr-grpc-port': ports.grpc },
    ...{ 'dapr-internal-grpc-port': ports.internal, 'metrics-port': ports.metrics },
    'dapr-listen-addresses': '127.0.0.1',
    'placement-host-address': `127.0.0.1:${infra.placement}`,
    'scheduler-host-address': `127.0.0.1:${infra.scheduler}`,
    'dapr-graceful-shutdown-seconds': GRACE_SECONDS,
    'resources-path': folder,
    config: join(folder, `Configuration-${CONFIGURATION}.yaml`),
  };
  const { daprd } = await daprPrograms();
  return peer.run({
    name,
    command: daprd,
    args: Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]),
    cwd: dataDir,
    // GOGC as on the platform's own sidecars: it saves CPU on a small heap.
    env: { DAPR_HOST_IP: '127.0.0.1', GOGC: '400', ...env },
    isReady: () => answers(`http://127.0.0.1:${ports.http}/v1.0/healthz`),
  });
}
