import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { Database } from '@commerce/runtime/postgres';
import type { Logger } from '@commerce/runtime/telemetry';
import { takeUnfinished } from '../store/order-summaries.ts';

/** An order that stands still for this long is driven again, ms. */
const STANDSTILL_MS = 3_000;
/** Orders that one round drives at once: a repair must not crowd out new orders. */
const BATCH_SIZE = 16;

/** Drives orders that are on their way but stand still, such as one whose provider was silent. */
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
