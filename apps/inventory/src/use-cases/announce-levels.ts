import { STOCK_TOPIC } from '@commerce/contracts/inventory/stock-events';
import type { Trx } from 'dapr-actor-runtime/postgres';
import { inContext, newContext } from 'dapr-actor-runtime/telemetry';
import type { InventoryDeps } from '../deps.ts';
import { judgeLevel, type StockLevel } from '../domain/stock-level.ts';
import { writeLevels } from '../store/levels.ts';
import { findSpellings } from '../store/products.ts';

/**
 * Notes the levels that a change of stock has crossed, and announces low stock and stock that is
 * back in, in the transaction of the change.
 */
export async function announceLevels(
  { outbox }: Pick<InventoryDeps, 'outbox'>,
  trx: Trx,
  crossed: readonly StockLevel[],
  correlationId: string,
): Promise<void> {
  if (crossed.length === 0) return;
  const changes = crossed.map(judgeLevel);
  await writeLevels(trx, changes);
  const announced = changes.flatMap(({ sku, seq, event }) =>
    event === undefined ? [] : [{ event, stream: sku, seq }],
  );
  if (announced.length === 0) return;
  const spellings = await findSpellings(
    trx,
    announced.map(({ stream }) => stream),
  );
  const events = announced.map(({ event, stream, seq }) => {
    const data = { ...event.data, sku: spellings.get(stream) ?? stream };
    return { type: event.type, data, stream, seq };
  });
  // A batch has changes of several causes: the event names the one of these, not who runs the batch.
  await inContext(newContext(correlationId), () => outbox.enqueue(trx, STOCK_TOPIC, events));
}
