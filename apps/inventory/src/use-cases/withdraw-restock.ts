import type {
  LocatedUnits,
  RestockedUnits,
  WithdrawRestockResult,
} from '@commerce/contracts/inventory/reservation-actor';
import { problem } from '@commerce/platform/problem';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { StockDeps } from '../deps.ts';
import { movementsOfWithdrawal } from '../domain/movement.ts';
import { NOT_ENOUGH } from '../store/movements.ts';
import { findRestock, insertWithdrawal, withdrawalOf } from '../store/reservation-commands.ts';
import { addShipped, lockReservations } from '../store/reservations.ts';
import { moveStock } from './move-stock.ts';
import { returnCommand } from './restock-return.ts';

interface Withdrawal {
  orderId: string;
  returnId: string;
  correlationId: string;
}

/**
 * Takes the units of a restock out of the stock again, once: they are dispatched units of the order. A
 * restock that was never made is refused from now on. Rejects with insufficient-stock, and changes
 * nothing, if the units are no longer available.
 */
export function withdrawRestock(
  deps: StockDeps,
  withdrawal: Withdrawal,
): Promise<WithdrawRestockResult> {
  return transaction(deps.database, (trx) => withdraw(deps, trx, withdrawal)).catch(
    (error: { code?: string }) => {
      if (error.code !== NOT_ENOUGH) throw error;
      const { returnId } = withdrawal;
      throw problem('insufficient-stock', `Units of ${returnId} are no longer available.`);
    },
  );
}

async function withdraw(
  deps: StockDeps,
  trx: Trx,
  { orderId, returnId, correlationId }: Withdrawal,
): Promise<WithdrawRestockResult> {
  const key = { orderId, commandId: returnCommand(returnId) };
  await lockReservations(trx, [orderId]);
  const { restocked = [], withdrawn } = await findRestock(trx, key);
  if (withdrawn !== undefined) return { withdrawn };
  await insertWithdrawal(trx, key, restocked);
  if (restocked.length > 0) await addShipped(trx, orderId, restocked.map(located));
  const cause = { orderId, operationId: withdrawalOf(key.commandId), correlationId };
  await moveStock(deps, trx, movementsOfWithdrawal(restocked, cause));
  return { withdrawn: restocked };
}

function located({ sku, location, quantity }: RestockedUnits): LocatedUnits {
  return { sku, location, quantity };
}
