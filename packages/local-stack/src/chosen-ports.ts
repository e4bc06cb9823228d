import {
  freePorts,
  type InfraPort,
  listedPorts,
  type PortPlan,
  wantedPorts,
  withObservePorts,
} from './port-plan.ts';
import { assertFree, type PortBlock } from './ports.ts';
import type { RunFileApp } from './run-file.ts';

const DEFAULT_GATEWAY_PORT = 8080;

/**
 * The ports of a stack. Listed ones must be free, and so must a requested public port, even with free ports:
 * else throws SetupError.
 */
export async function choosePorts(
  apps: RunFileApp[],
  {
    gatewayPort,
    instances,
    broker,
    handOver,
    observability,
  }: {
    gatewayPort?: number;
    instances?: Record<string, number>;
    /** Absent: the topics are in Redis. */
    broker?: unknown;
    /** Present: the launcher does not start the apps, so their ports are not its own. */
    handOver?: unknown;
    /** Present: what collects traces and metrics needs ports too. */
    observability?: unknown;
  },
  block: PortBlock | undefined,
): Promise<PortPlan> {
  const ofApps = listedPorts(apps, gatewayPort ?? DEFAULT_GATEWAY_PORT);
  const listed = observability === undefined ? ofApps : withObservePorts(ofApps);
  const edge = apps.find(({ appPort }) => appPort === undefined)?.appId;
  const external: InfraPort[] = [];
  if (process.env['DATABASE_URL']) external.push('postgres');
  if (process.env['REDIS_URL']) external.push('redis');
  if (broker === undefined) external.push('broker', 'broker-control');
  // Another supervisor may restart the launcher while the apps run.
  const own = handOver === undefined ? listed : { ...listed, apps: {} };
  const wanted = wantedPorts(own, { edge, external });
  if (block === undefined) {
    if (instances !== undefined) throw new Error('several instances of an app need free ports');
    await assertFree(wanted);
    return listed;
  }
  const ports = await freePorts(listed, block, instances);
  const atEdge = edge === undefined ? undefined : ports.apps[edge];
  if (gatewayPort !== undefined && atEdge !== undefined) {
    await assertFree(wanted.filter(({ port }) => port === gatewayPort));
    atEdge.app = gatewayPort;
  }
  return ports;
}
