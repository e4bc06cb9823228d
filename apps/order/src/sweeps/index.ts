import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import type { EventStreams } from '@commerce/runtime/streams';
import { startSweep, type Sweep } from '@commerce/runtime/sweeps';
import type { Logger } from '@commerce/runtime/telemetry';
import { SUMMARY_CONSUMER } from '../handlers/summarize-orders.ts';
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
  const { log } = deps;
  return [
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
