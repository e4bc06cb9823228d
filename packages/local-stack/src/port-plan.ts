import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PortBlock, WantedPort } from './ports.ts';
import type { RunFileApp } from './run-file.ts';

// Below the range of ephemeral ports, and different from the defaults of Dapr, PostgreSQL and
// Redis, so that the stack can run beside installed ones.
const LISTED = {
  postgres: 4151,
  redis: 4152,
  'payment-provider': 4153,
  broker: 4154,
  // The controller of Kafka, or the health of NATS.
  'broker-control': 4155,
  placement: 4161,
  'placement-healthz': 4162,
  'placement-metrics': 4163,
  'placement-raft': 4164,
  scheduler: 4171,
  'scheduler-healthz': 4172,
  'scheduler-metrics': 4173,
  'scheduler-etcd-client': 4174,
  'scheduler-etcd-peer': 4175,
  sentry: 4181,
  'sentry-healthz': 4182,
  'sentry-metrics': 4183,
} as const;

export type InfraPort = keyof typeof LISTED;

/** Of what collects traces and metrics. */
const LISTED_TO_OBSERVE = {
  'otlp-http': 4211,
  'collector-health': 4212,
  'collector-metrics': 4213,
  'jaeger-otlp': 4214,
  'jaeger-query': 4215,
  'jaeger-admin': 4216,
  prometheus: 4217,
  'trace-page': 4218,
} as const;

export type ObservePort = keyof typeof LISTED_TO_OBSERVE;

/** The ports of one app and of its sidecar. */
export interface AppPorts {
  /** The port of the app; for the gateway the public port. */
  app: number;
  daprHttp: number;
  daprGrpc: number;
  internalGrpc: number;
  /** Of the sidecar. */
  metrics: number;
  appMetrics?: number;
}

export interface PortPlan {
  infra: Record<InfraPort, number>;
  apps: Record<string, AppPorts>;
  /** Only where traces and metrics are collected. */
  observe?: Record<ObservePort, number>;
}

/** The fixed ports of the run file and this module; an app without a port gets the public one. */
export function listedPorts(apps: RunFileApp[], gatewayPort: number): PortPlan {
  const entries = apps.map(({ appId, appPort, ports, metricsPort }): [string, AppPorts] => [
    appId,
    {
      app: appPort ?? gatewayPort,
      daprHttp: ports.http,
      daprGrpc: ports.grpc,
      internalGrpc: ports.internalGrpc,
      metrics: ports.metrics,
      ...(metricsPort === undefined ? {} : { appMetrics: metricsPort }),
    },
  ]);
  return { infra: { ...LISTED }, apps: Object.fromEntries(entries) };
}

/** The plan with the listed ports of what collects traces and metrics. */
export function withObservePorts(plan: PortPlan): PortPlan {
  return { ...plan, observe: { ...LISTED_TO_OBSERVE } };
}

const portsFile = (dataDir: string) => join(dataDir, 'ports.json');

/** Writes the ports of a stack to its data directory, for scripts that call it. */
export function writePorts(dataDir: string, ports: PortPlan): void {
  writeFileSync(portsFile(dataDir), JSON.stringify(ports, null, 2));
}

/** The ports of the stack that is running, or ran last, on a data directory. */
export function readPorts(dataDir: string): PortPlan {
  return JSON.parse(readFileSync(portsFile(dataDir), 'utf8')) as PortPlan;
}

/** The name of the n-th instance of an app, for its processes and ports. */
export function instanceName(appId: string, n: number): string {
  return n === 1 ? appId : `${appId}-${n}`;
}

/** The same plan with free ports, for the given number of instances of each app. */
export async function freePorts(
  plan: PortPlan,
  block: PortBlock,
  instances: Record<string, number> = {},
): Promise<PortPlan> {
  const replace = async <T extends object>(ports: T): Promise<T> => {
    const replaced: [string, number][] = [];
    for (const name of Object.keys(ports)) replaced.push([name, await block.next()]);
    return Object.fromEntries(replaced) as T;
  };
  const infra = await replace(plan.infra);
  const apps: Record<string, AppPorts> = {};
  for (const [app, ports] of Object.entries(plan.apps)) {
    for (let n = 1; n <= (instances[app] ?? 1); n++) {
      apps[instanceName(app, n)] = await replace(ports);
    }
  }
  return {
    ...{ infra, apps },
    ...(plan.observe === undefined ? {} : { observe: await replace(plan.observe) }),
  };
}

/** Every port of a plan with its purpose, for the check before the start. */
export function wantedPorts(
  plan: PortPlan,
  about: { edge: string | undefined; external: InfraPort[] },
): WantedPort[] {
  const infra = Object.entries<number>({ ...plan.infra, ...plan.observe })
    .filter(([name]) => !about.external.includes(name as InfraPort))
    .map(([name, port]) => ({ port, purpose: name, instead: 'LOCAL_PORTS=free npm start' }));
  const apps = Object.entries(plan.apps).flatMap(([app, ports]) =>
    Object.entries(ports).map(([name, port]: [string, number]) => {
      const isPublic = app === about.edge && name === 'app';
      const purpose = isPublic ? 'the public port of the gateway' : `the ${name} port of ${app}`;
      const instead = isPublic ? 'GATEWAY_PORT=8081 npm start' : 'LOCAL_PORTS=free npm start';
      return { port, purpose, instead };
    }),
  );
  return [...infra, ...apps];
}

/** Free ports for the services without apps. */
export async function freeInfraPorts(block: PortBlock): Promise<Record<InfraPort, number>> {
  const { infra } = await freePorts({ infra: { ...LISTED }, apps: {} }, block);
  return infra;
}
