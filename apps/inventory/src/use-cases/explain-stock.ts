import type { StockHistory } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/platform/problem';
import type { InventoryDeps } from '../deps.ts';
import { readHistory } from '../store/history.ts';

/** A page of the movements of a product after the one with the id `after`, and the sums of all. */
export async function explainStock(
  { database }: Pick<InventoryDeps, 'database'>,
  sku: string,
  { after, limit }: { after: number; limit: number },
): Promise<StockHistory> {
  // One more than the page tells whether another page follows.
  const history = await readHistory(database, sku, { after, limit: limit + 1 });
  if (history.stockOnHand === null) throw problem('stock-not-found', `${sku} was never received.`);
  const found = history.items ?? [];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const { onHand, reserved, quarantined } = history;
  const consistent =
    onHand === history.stockOnHand &&
    reserved === history.stockReserved &&
    quarantined === history.stockQuarantined;
  return {
    sku: history.spelling ?? sku,
    items,
    ...(found.length > limit && last !== undefined ? { nextCursor: String(last.id) } : {}),
    totals: {
      onHand: onHand ?? 0,
      reserved: reserved ?? 0,
      quarantined: quarantined ?? 0,
      consistent,
    },
  };
}
