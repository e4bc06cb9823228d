import { afterCommit, type Trx } from 'dapr-actor-runtime/postgres';
import type { StockDeps } from '../deps.ts';
import type { Movement } from '../domain/movement.ts';
import { insertMovements } from '../store/movements.ts';
import { allocateBackorders } from './allocate-backorders.ts';
import { announceLevels } from './announce-levels.ts';

/**
 * Moves stock with its ledger, announces the levels that this crosses, and after the commit
 * allocates the units that became available to backorders. Rejects with the code NOT_ENOUGH if
 * more units would be taken than are there or available.
 */
export async function moveStock(
  deps: StockDeps,
  trx: Trx,
  movements: readonly Movement[],
): Promise<void> {
  const [first] = movements;
  if (first === undefined) return;
  const { skusToAllocate, crossedLevels } = await insertMovements(trx, movements);
  await announceLevels(deps, trx, crossedLevels, first.correlationId);
  if (skusToAllocate.length > 0) {
    afterCommit(trx, () => allocateBackorders(deps, skusToAllocate));
  }
}
