import type { Stock } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/platform/problem';
import type { InventoryDeps } from '../deps.ts';
import { availabilityOf } from '../domain/stock-level.ts';
import { readThreshold } from '../store/levels.ts';
import { findSpellings } from '../store/products.ts';
import { countBackordered, readStock } from '../store/stock.ts';

/** The stock of a product. Rejects with stock-not-found if it was never received or backordered. */
export async function getStock(
  { database }: Pick<InventoryDeps, 'database'>,
  sku: string,
): Promise<Stock> {
  const [rows, waiting, spellings, threshold] = await Promise.all([
    readStock(database, sku),
    countBackordered(database, sku),
    findSpellings(database, [sku]),
    readThreshold(database, sku),
  ]);
  if (rows.length === 0 && waiting === 0) {
    throw problem('stock-not-found', `${sku} was never received.`);
  }
  const locations = rows.map((row) => ({
    ...row,
    available: row.onHand - row.reserved - row.quarantined,
  }));
  const total = (count: 'onHand' | 'reserved' | 'quarantined' | 'available') =>
    locations.reduce((sum, row) => sum + row[count], 0);
  const available = total('available');
  return {
    sku: spellings.get(sku) ?? sku,
    availability: availabilityOf({
      // As it is judged when it is announced: a backorder gets its units before any new order.
      available: Math.max(0, available - waiting),
      lowAt: threshold?.lowAt ?? null,
    }),
    onHand: total('onHand'),
    reserved: total('reserved'),
    quarantined: total('quarantined'),
    available,
    waiting,
    locations,
  };
}
