// The process of generateLoad(): receives one phase, sends its result and ends.
import { constants, setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runClosedLoop } from './closed-loop.ts';
import type { GeneratorMessage, LoadPhase, PhaseResult } from './generator.ts';
import { runOpenLoop } from './open-loop.ts';
import { openOrderClient } from './order-endpoint.ts';
import { percentilesOf } from './statistics.ts';

/** An open loop opens as many connections as it has orders in flight, up to this limit. */
const OPEN_CONNECTIONS = 512;
const LOOP_DELAY_RESOLUTION_MS = 5;

process.once('message', async (phase: LoadPhase) => {
  claimPriority();
  let message: GeneratorMessage;
  try {
    message = { result: await make(phase) };
  } catch (error) {
    message = { failure: (error as Error).message };
  }
  process.send?.(message);
});

// A generator that competes with the contender for a core measures its own wait. Only an
// administrator may raise its priority; otherwise the void rule detects that it was late.
function claimPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    return;
  }
}

async function make({ endpoint, shape, load }: LoadPhase): Promise<PhaseResult> {
  const connections = load.kind === 'closed' ? load.clients : OPEN_CONNECTIONS;
  const client = openOrderClient(endpoint, shape, connections);
  const delay = monitorEventLoopDelay({ resolution: LOOP_DELAY_RESOLUTION_MS });
  const cpuBefore = process.cpuUsage();
  delay.enable();
  const result =
    load.kind === 'closed'
      ? { ...(await runClosedLoop(load, client.place)), lagsMs: [0] }
      : await runOpenLoop(load, client.place);
  delay.disable();
  const { user, system } = process.cpuUsage(cpuBefore);
  await client.close();
  return {
    confirmed: result.calls,
    seconds: result.seconds,
    latenciesMs: result.latenciesMs,
    health: {
      coreShare: (user + system) / 1e6 / result.seconds,
      loopDelayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - LOOP_DELAY_RESOLUTION_MS),
      startLagP99Ms: percentilesOf(result.lagsMs).p99,
    },
  };
}
