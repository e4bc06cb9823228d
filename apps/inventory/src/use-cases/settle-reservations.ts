import type { ReleaseResult } from '@commerce/contracts/inventory/reservation-actor';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { StockDeps } from '../deps.ts';
import type { Closing } from '../domain/reservation.ts';
import { planSettlement, tombstonesOf, type Settlement } from '../domain/settlement.ts';
import { closeReservations, insertTombstones, lockReservations } from '../store/reservations.ts';
import { moveStock } from './move-stock.ts';

/**
 * Commits, releases and expires reservations, any number of them in a handful of statements.
 * Answers by order the result of its last command; a command that is refused changes nothing.
 */
export async function settleReservations(
  deps: StockDeps,
  trx: Trx,
  settlements: readonly Settlement[],
): Promise<Map<string, Closing>> {
  await insertTombstones(trx, tombstonesOf(settlements));
  const orderIds = settlements.map(({ orderId }) => orderId);
  const plan = planSettlement(await lockReservations(trx, orderIds), settlements);
  await closeReservations(trx, plan.closed);
  await moveStock(deps, trx, plan.movements);
  return plan.answers;
}

/** Releases the whole reservation of an order. */
export async function releaseReservation(
  deps: StockDeps,
  { orderId, correlationId }: { orderId: string; correlationId: string },
): Promise<ReleaseResult> {
  const command = { orderId, correlationId, command: 'release' } as const;
  const answers = await transaction(deps.database, (trx) =>
    settleReservations(deps, trx, [command]),
  );
  const closing = answers.get(orderId);
  if (closing?.ok !== true) throw new Error(`the release of ${orderId} was refused`);
  return { status: closing.status };
}
