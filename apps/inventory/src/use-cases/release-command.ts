import type { Shortage, Units } from '@commerce/contracts/inventory/reservation-actor';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { StockDeps } from '../deps.ts';
import { movementsOf } from '../domain/movement.ts';
import { planRelease } from '../domain/release-plan.ts';
import { cancelBackorders } from '../store/backorders.ts';
import {
  findRelease,
  findRestock,
  insertRelease,
  type ReleasedUnits,
} from '../store/reservation-commands.ts';
import { lockReservedUnits, reduceReservation } from '../store/reservations.ts';
import { moveStock } from './move-stock.ts';

/** Releases a part of a reservation or returns units of a committed order, once per command id. */
export interface ReleaseUnitsCommand {
  kind: 'release' | 'return';
  orderId: string;
  commandId: string;
  lines: readonly Units[];
  /** Where returned units go; by default where they were taken from. */
  location?: string | undefined;
  /** The event that caused it, if there is one. */
  eventId?: string;
  correlationId: string;
}

export type ReleaseAnswer =
  | { ok: true; answer: ReleasedUnits }
  | { ok: false; code: 'exceeds-reservation'; lines: Shortage[] }
  | {
      ok: false;
      code:
        | 'reservation-not-found'
        | 'reservation-not-committed'
        | 'return-withdrawn'
        | 'idempotency-key-reused';
    };

/**
 * Runs a release or a return. A repeat gets the first answer again; an id that was used for
 * another request is refused. A refusal changes nothing.
 */
export function runReleaseCommand(
  deps: StockDeps,
  command: ReleaseUnitsCommand,
): Promise<ReleaseAnswer> {
  return transaction(deps.database, (trx) => runInTransaction(deps, trx, command));
}

async function runInTransaction(
  deps: StockDeps,
  trx: Trx,
  command: ReleaseUnitsCommand,
): Promise<ReleaseAnswer> {
  const { orderId, commandId, kind, lines, location, eventId, correlationId } = command;
  const reserved = await lockReservedUnits(trx, orderId);
  if (kind === 'return' && (await findRestock(trx, command)).withdrawn !== undefined) {
    return { ok: false, code: 'return-withdrawn' };
  }
  const request = { kind, lines, location: location ?? null };
  const recorded = await findRelease(trx, command, request);
  if (recorded !== undefined) {
    const { isSame, answer } = recorded;
    return isSame ? { ok: true, answer } : { ok: false, code: 'idempotency-key-reused' };
  }
  const plan = planRelease(reserved, command);
  if (!plan.ok) return plan;
  const answer: ReleasedUnits = {
    status: reserved.status,
    released: plan.released.map((units) => ({ ...units, location: location ?? units.location })),
    cancelledBackorders: plan.cancelledBackorders,
  };
  await insertRelease(trx, command, request, answer);
  if (plan.released.length > 0) await reduceReservation(trx, orderId, plan.left);
  if (plan.cancelledBackorders.length > 0) {
    await cancelBackorders(trx, orderId, plan.cancelledBackorders);
  }
  const cause = {
    orderId,
    operationId: commandId,
    correlationId,
    ...(eventId === undefined ? {} : { eventId }),
  };
  await moveStock(deps, trx, movementsOf(plan.movement, answer.released, cause));
  return { ok: true, answer };
}
