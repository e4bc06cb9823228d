import { createProgress, type Stack } from '@commerce/local-stack';
import { measureActorMemory, measureActors } from './actors.ts';
import { startBenchStack } from './bench-stack.ts';
import { measureCpu } from './cpu.ts';
import { measureGateway } from './gateway.ts';
import { measureEvents } from './events.ts';
import { measureGrowth } from './growth.ts';
import { measureHolds } from './holds.ts';
import { measureLines } from './lines.ts';
import { measureOversell } from './oversell.ts';
import { measureRepeats } from './repeats.ts';
import { measureReplicas } from './replicas.ts';
import { measureStart } from './start.ts';
import { measureStreams } from './streams.ts';

/** One benchmark. `run` gets an empty data directory and the argument after its name. */
interface Bench {
  about: string;
  run: (dataDir: string, argument?: string) => Promise<void>;
}

/** The benchmarks by their names on the command line. */
export const benches: Record<string, Bench> = {
  cpu: {
    about:
      'CPU ms per confirmed 3-line order over all processes, orders/s and latency, with 32 clients (or the ' +
      'argument: 1,8,32,128)',
    run: onStack(measureCpu),
  },
  'cpu-accelerated': {
    about: 'the same on the components of our own build of Dapr',
    run: onStack(measureCpu, { accelerated: true }),
  },
  gateway: {
    about: 'the gateway beside direct invocation, verified requests/s, sign-ins/s',
    run: onStack(measureGateway),
  },
  holds: {
    about: 'holds per second on one product and on many, at the store and through the actor',
    run: onStack(measureHolds),
  },
  start: {
    about: 'seconds from a warm start to the first accepted order, and memory at rest',
    run: measureStart,
  },
  oversell: {
    about: '10,000 orders for 100 units at 48 clients: exactly 100 sold, nothing held, none lost',
    run: measureOversell,
  },
  lines: {
    about: 'the cost of an order by its number of lines: 1, 10, 100, 675',
    run: onStack(measureLines),
  },
  growth: {
    about:
      'the cost of an order after 10,000 orders (or the argument: 100,000), compared to one after 1,000',
    run: measureGrowth,
  },
  events: {
    about: 'events per second from commit to consumer, their lag, and the bulk relay',
    run: onStack(measureEvents),
  },
  streams: {
    about: 'append, load and read of an order by its number of events, up to 1,000',
    run: onStack(measureStreams),
  },
  actors: {
    about: "actor calls per second, hot and cold: the runtime's host against the SDK's",
    run: measureActors,
  },
  memory: {
    about: 'memory per 1,000 idle actors, in both hosts and their sidecars',
    run: measureActorMemory,
  },
  replicas: {
    about: 'orders per second with one, two and three instances of the order app',
    run: measureReplicas,
  },
  repeats: {
    about:
      'two order apps, every order sent twice at once, apps killed, Redis emptied, for 10 (or the argument: 2) ' +
      'minutes: all books agree, and the sidecars at rest use what they used before',
    run: measureRepeats,
  },
};

function onStack(
  measure: (stack: Stack, argument?: string) => Promise<void>,
  options: { accelerated?: boolean } = {},
): Bench['run'] {
  return async (dataDir, argument) => {
    const stack = await startBenchStack({ ...options, dataDir, progress: createProgress() });
    try {
      await measure(stack, argument);
    } finally {
      await stack.stop();
    }
  };
}
