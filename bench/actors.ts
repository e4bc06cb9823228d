import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { actorReferences } from 'dapr-actor-runtime/actors';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import { EchoActor } from './actors/echo-actor.ts';
import { listens } from './contenders/child-process.ts';
import {
  component,
  configuration,
  runSidecar,
  takeSidecarPorts,
} from './contenders/dapr-sidecar.ts';
import { type PeerStack, startPeerStack } from './contenders/peer-stack.ts';
import { runClosedLoop } from './load/closed-loop.ts';
import { percentilesOf } from './load/statistics.ts';
import { usageByName } from './processes.ts';

const HOSTS = { runtime: 'runtime-host.ts', SDK: 'sdk-host.ts' };
const CLIENTS = 32;
const WARM_UP_CALLS = 1_000;
const MEASURED_SECONDS = 6;
const HOT_ACTORS = 200;
const IDLE_ACTORS = 5_000;
const CALL_TIMEOUT_MS = 10_000;
const FIRST_CALL_TIMEOUT_MS = 30_000;
const FIRST_CALL_POLL_MS = 200;
const SETTLE_MS = 3_000;

type Echo = (id: string) => Promise<void>;
interface RunningHost {
  echo: Echo;
  processes: { name: string; pid: number }[];
  stop: () => Promise<void>;
}

/**
 * Calls per second of an actor that does nothing, through one sidecar: hot (200 actors in turn) and
 * cold (a new actor for each call), in the runtime's host and in the SDK's.
 */
export async function measureActors(dataDir: string): Promise<void> {
  console.log(
    `\nactor calls, ${CLIENTS} clients   calls/s   p50 ms   p99 ms   CPU ms: host, sidecar`,
  );
  await onEachHost(dataDir, async (name, host) => {
    const hot = Array.from({ length: HOT_ACTORS }, () => randomUUID());
    const callHot = (n: number) => host.echo(hot[n % HOT_ACTORS] as string);
    await runClosedLoop({ clients: CLIENTS, end: { calls: WARM_UP_CALLS } }, callHot);
    await report(`${name} host, hot`, host, callHot);
    const callCold = () => host.echo(randomUUID());
    await report(`${name} host, cold`, host, callCold);
  });
}

/** The memory of 1,000 idle actors that were called once, in the host and in its sidecar. */
export async function measureActorMemory(dataDir: string): Promise<void> {
  console.log('\nMB of RSS per 1,000 idle actors');
  await onEachHost(dataDir, async (name, host) => {
    const callNew = () => host.echo(randomUUID());
    const call = (calls: number) => runClosedLoop({ clients: CLIENTS, end: { calls } }, callNew);
    await call(WARM_UP_CALLS); // warms up connection pools, compiled code and heaps
    await pause(SETTLE_MS);
    const before = usageByName(host.processes);
    await call(IDLE_ACTORS);
    await pause(SETTLE_MS);
    for (const [process, { rssBytes }] of usageByName(host.processes)) {
      const more = rssBytes - (before.get(process)?.rssBytes ?? 0);
      const perThousand = more / 1e6 / (IDLE_ACTORS / 1_000);
      console.log(`${`${name} host: ${process}`.padEnd(28)} ${perThousand.toFixed(2).padStart(8)}`);
    }
  });
}

async function onEachHost(
  dataDir: string,
  measure: (name: string, host: RunningHost) => Promise<void>,
): Promise<void> {
  const peer = await startPeerStack(dataDir, ['placement', 'scheduler']);
  try {
    const stateUrl = await peer.createDatabase('actors');
    for (const [name, file] of Object.entries(HOSTS)) {
      const host = await startHost(peer, { name, file, stateUrl, dataDir });
      await measure(name, host);
      await host.stop();
    }
  } finally {
    await peer.stop();
  }
}

async function startHost(
  peer: PeerStack,
  {
    name,
    file,
    stateUrl,
    dataDir,
  }: { name: string; file: string; stateUrl: string; dataDir: string },
): Promise<RunningHost> {
  const ports = takeSidecarPorts(peer);
  const key = name.toLowerCase();
  const app = await peer.run({
    name: `${key}-host`,
    command: process.execPath,
    args: [join(import.meta.dirname, 'actors', file)],
    cwd: import.meta.dirname,
    env: { APP_PORT: ports.app, DAPR_HTTP_PORT: ports.http, APP_API_TOKEN: 'bench' },
    isReady: () => listens(Number(ports.app)),
  });
  const sidecar = await runSidecar(peer, {
    name: `${key}-daprd`,
    appId: `actors-${key}`,
    ports,
    resources: [
      component('actorstate', 'state.postgresql', 'v2', {
        connectionString: stateUrl,
        actorStateStore: 'true',
      }),
      configuration(join(dataDir, 'names.db')),
    ],
    dataDir,
    env: { APP_API_TOKEN: 'bench' },
  });
  const caller = createSidecar({ port: Number(ports.http), apiToken: '' });
  const echo = echoBy(caller);
  await untilHosted(echo);
  return {
    echo,
    processes: [app, sidecar],
    async stop() {
      await caller.close();
      await sidecar.stop();
      await app.stop();
    },
  };
}

function echoBy(sidecar: Sidecar): Echo {
  const actors = actorReferences(sidecar, EchoActor, { timeoutMs: CALL_TIMEOUT_MS });
  return async (id) => {
    const { n } = await actors(id).echo({ n: 1 });
    if (n !== 1) throw new Error('the actor gave a wrong answer');
  };
}

// A sidecar can call no actor before placement knows the host.
async function untilHosted(echo: Echo): Promise<void> {
  const deadline = Date.now() + FIRST_CALL_TIMEOUT_MS;
  for (;;) {
    try {
      return await echo(randomUUID());
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(FIRST_CALL_POLL_MS);
    }
  }
}

async function report(
  what: string,
  { processes }: RunningHost,
  call: (n: number) => Promise<void>,
): Promise<void> {
  const before = usageByName(processes);
  const load = { clients: CLIENTS, end: { seconds: MEASURED_SECONDS } };
  const { calls, seconds, latenciesMs } = await runClosedLoop(load, call);
  const { p50, p99 } = percentilesOf(latenciesMs);
  const cpu = [...usageByName(processes)].map(([name, { cpuMs }]) =>
    ((cpuMs - (before.get(name)?.cpuMs ?? 0)) / calls).toFixed(3),
  );
  const cells = [(calls / seconds).toFixed(0), p50.toFixed(1), p99.toFixed(1)];
  console.log(
    `${what.padEnd(24)} ${cells.map((cell) => cell.padStart(8)).join(' ')}   ${cpu.join(', ')}`,
  );
}
