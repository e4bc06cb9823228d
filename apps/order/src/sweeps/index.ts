import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import { INBOX_KEPT_DAYS } from '@commerce/runtime/inbox';
import type { Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { EventStreams } from '@commerce/runtime/streams';
import { startSubscriberSweeps } from '@commerce/runtime/subscriber';
import { startSweep, type Sweep } from '@commerce/runtime/sweeps';
import type { Logger } from '@commerce/runtime/telemetry';
import { handlersByTopic } from '../handlers/index.ts';
import { SUMMARY_CONSUMER } from '../handlers/summarize-orders.ts';
import { isAudited } from '../store/stream-rows.ts';
import { driveUnfinishedOrders } from './drive-unfinished-orders.ts';
import { redeliverLostEvents } from './redeliver-lost-events.ts';

const DRIVE_INTERVAL_MS = 2_000;
const REDELIVER_INTERVAL_MS = 5_000;

/** Starts the repair loops of this app. */
export function startOrderSweeps(deps: {
  database: Database;
  sidecar: Sidecar;
  streams: EventStreams;
  orders: (id: string) => OrderMethods;
  log: Logger;
}): Sweep[] {
  const { database, log } = deps;
  return [
    ...startSubscriberSweeps({
      database,
      topics: handlersByTopic(deps),
      // The audit takes an event after its mark for lost when the inbox does not know it.
      mayPrune: () => isAudited(database, INBOX_KEPT_DAYS),
      log,
    }),
    startSweep({
      name: 'drive-unfinished-orders',
      intervalMs: DRIVE_INTERVAL_MS,
      round: () => driveUnfinishedOrders(deps),
      log,
    }),
    startSweep({
      name: 'redeliver-lost-events',
      intervalMs: REDELIVER_INTERVAL_MS,
      round: () =>
        redeliverLostEvents({
          ...deps,
          pubsub: 'pubsub',
          topic: 'orders',
          consumer: SUMMARY_CONSUMER,
        }),
      log,
    }),
  ];
}
