import type { Stock } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/platform/problem';
import type { InventoryDeps } from '../deps.ts';
import { countBackordered, readStock } from '../store/stock.ts';

/** The stock of a product. Rejects with stock-not-found if it was never received or backordered. */
export async function getStock(
  { database }: Pick<InventoryDeps, 'database'>,
  sku: string,
): Promise<Stock> {
  const [rows, waiting] = await Promise.all([
    readStock(database, sku),
    countBackordered(database, sku),
  ]);
  if (rows.length === 0 && waiting === 0) {
    throw problem('stock-not-found', `${sku} was never received.`);
  }
  const onHand = rows.reduce((sum, row) => sum + row.onHand, 0);
  const held = rows.reduce((sum, row) => sum + row.held, 0);
  return {
    sku,
    onHand,
    held,
    available: onHand - held,
    waiting,
    locations: rows.map((row) => ({ ...row, available: row.onHand - row.held })),
  };
}
