import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { Database } from '@commerce/runtime/postgres';
import type { Logger } from '@commerce/runtime/telemetry';
import { takeUnfinished } from '../store/order-summaries.ts';

/** An order that stands still for this long is driven again, ms. */
const STANDSTILL_MS = 3_000;
/** Orders of each kind that a round drives at once: a repair must not crowd out new orders. */
const BATCH_SIZE = 16;

/**
 * Drives orders that are on their way but stand still, such as one whose provider was silent, or
 * one whose workflow was lost. What is parked waits for a person, and is left alone.
 */
export async function driveUnfinishedOrders({
  database,
  orders,
  log,
}: {
  database: Database;
  orders: (id: string) => Pick<OrderMethods, 'advance'>;
  log: Logger;
}): Promise<void> {
  const ids = await takeUnfinished(database, { olderThanMs: STANDSTILL_MS, limit: BATCH_SIZE });
  await Promise.all(
    ids.map((id) =>
      orders(id)
        .advance({})
        .catch((err: unknown) => log.warn({ err, orderId: id }, 'order not driven this time')),
    ),
  );
}
