import type { Threshold } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import type { InventoryDeps } from '../deps.ts';
import { readThreshold, writeThreshold } from '../store/levels.ts';
import { assessStock } from '../store/movements.ts';
import { lockStock, readStock } from '../store/stock.ts';
import { announceLevels } from './announce-levels.ts';

/**
 * Sets the low-stock threshold of a product, and announces at once if its stock is low. `check`
 * gets the present threshold; if it throws, nothing is written. Rejects with stock-not-found for a
 * product that was never received.
 */
export async function setStockThreshold(
  deps: Pick<InventoryDeps, 'database' | 'outbox'>,
  { sku, lowAt }: Threshold,
  check: (present: Threshold | undefined) => void = () => {},
): Promise<Threshold> {
  const { database } = deps;
  if ((await readStock(database, sku)).length === 0) {
    throw problem('stock-not-found', `${sku} was never received.`);
  }
  return transaction(database, async (trx) => {
    await lockStock(trx, sku);
    check(await readThreshold(trx, sku));
    await writeThreshold(trx, { sku, lowAt });
    const { crossedLevels } = await assessStock(trx, [sku]);
    await announceLevels(deps, trx, crossedLevels, currentContext()?.correlationId ?? sku);
    return (await readThreshold(trx, sku)) as Threshold;
  });
}
