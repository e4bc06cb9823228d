import type { Redis } from 'ioredis';
import { pruneSentEvents, republishSentEvents, type SentEvents } from '../outbox/index.ts';
import { republishAfterBrokerLoss } from '../streams/index.ts';
import type { Logger } from '../telemetry/index.ts';
import type { AppSweep } from './declaration.ts';

const REPUBLISH_INTERVAL_MS = 5_000;
const PRUNE_INTERVAL_MS = 60_000;

/** The sweeps of an app whose outbox keeps what it has published: see republishAfterBrokerLoss. */
export function sentEventsSweeps({
  topics,
  redis,
  log,
  ...sent
}: SentEvents & { topics: readonly string[]; redis: Redis; log: Logger }): AppSweep<unknown>[] {
  return [
    {
      name: 'republish-after-broker-loss',
      intervalMs: REPUBLISH_INTERVAL_MS,
      async round() {
        for (const topic of topics) {
          const republish = (windowMs: number) => republishSentEvents(sent, topic, windowMs);
          await republishAfterBrokerLoss({ redis, topic, republish, log });
        }
      },
    },
    {
      name: 'prune-sent-events',
      intervalMs: PRUNE_INTERVAL_MS,
      round: () => pruneSentEvents(sent.database),
    },
  ];
}
