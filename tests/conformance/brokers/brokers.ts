import { brokerOf } from '../../../scripts/brokers.ts';
import { APPS, type BrokerName, openBrokerStack } from './broker-stack.ts';
import { type Bench, BROKER_LIST } from './behaviours.ts';

/** The brokers by their column in the table. */
export const BROKERS = {
  redis: { title: 'Redis Streams', start: async () => undefined },
  kafka: { title: 'Kafka', start: () => brokerOf('kafka') },
  jetstream: { title: 'NATS JetStream', start: () => brokerOf('jetstream') },
} as const satisfies Record<BrokerName, object>;

/** How a behaviour went on a broker. */
export interface BrokerOutcome {
  /** What was seen instead; undefined if it passed. */
  fault: string | undefined;
  durationMs: number;
  /** Why the broker does not promise it; undefined if it does. */
  notPromised: string | undefined;
}

/** Whether a promise was broken. */
export const isBroken = ({ fault, notPromised }: BrokerOutcome) =>
  fault !== undefined && notPromised === undefined;

/** Runs the list on one broker, in order; the outcomes by title. */
export async function runBrokerList(
  name: BrokerName,
  onResult: (title: string, outcome: BrokerOutcome) => void = () => {},
): Promise<Map<string, BrokerOutcome>> {
  const stack = await openBrokerStack(await BROKERS[name].start());
  const outcomes = new Map<string, BrokerOutcome>();
  try {
    const [order, inventory, payment] = await Promise.all(APPS.map((app) => stack.consumer(app)));
    const bench = { ...stack, order, inventory, payment } as Bench;
    for (const { title, check, notPromised } of Object.values(BROKER_LIST).flat()) {
      const startedAt = performance.now();
      const fault = await check(bench).then(
        () => undefined,
        (error: Error) => error.message,
      );
      const durationMs = performance.now() - startedAt;
      const outcome = { fault, durationMs, notPromised: notPromised?.[name] };
      outcomes.set(title, outcome);
      onResult(title, outcome);
    }
  } finally {
    await stack.stop();
  }
  return outcomes;
}
