import type { StreamEvent } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { takeUnfinished } from '../store/order-summaries.ts';

/** An order that has not changed for this long is driven again, ms. */
const STALLED_AFTER_MS = 3_000;
/** Orders of each kind that a round drives at once: repairs must not delay new orders. */
const BATCH_SIZE = 16;

/**
 * The safety net behind the first turn: drives orders whose event, of these, has no successor. Only
 * for OrderPlaced: a workflow takes longer than its event, so asking for each one would delay others.
 */
export async function resumeStalledOrders(
  { streams, orders }: Pick<OrderDeps, 'streams' | 'orders'>,
  events: readonly StreamEvent[],
): Promise<void> {
  const next = events.map(({ stream, seq }) => ({ stream, seq: seq + 1 }));
  const found = await streams.find(next);
  const stalled = next.filter(({ stream, seq }) => !found.has(`${stream}:${seq}`));
  await Promise.all(stalled.map(({ stream }) => orders(stream).advance({})));
}

/**
 * Drives orders that are under way but have not changed for a while, such as one whose provider did
 * not answer, or one whose workflow was lost. Parked workflows wait for an operator.
 */
export async function resumeUnfinishedOrders({
  database,
  orders,
  log,
}: Pick<OrderDeps, 'database' | 'orders' | 'log'>): Promise<void> {
  const ids = await takeUnfinished(database, { olderThanMs: STALLED_AFTER_MS, limit: BATCH_SIZE });
  await Promise.all(
    ids.map((orderId) =>
      orders(orderId)
        .advance({})
        .catch((err: unknown) => log.warn({ err, orderId }, 'order not driven this time')),
    ),
  );
}
