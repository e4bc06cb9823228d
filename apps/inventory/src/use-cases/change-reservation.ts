import type { RestockedUnits } from '@commerce/contracts/inventory/reservation-actor';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { StockDeps } from '../deps.ts';
import type { Cause } from '../domain/movement.ts';
import type { ReservationPlan, ReservationRefusal, ReservedUnits } from '../domain/reservation.ts';
import { cancelBackorders, insertBackorders } from '../store/backorders.ts';
import { NOT_ENOUGH } from '../store/movements.ts';
import { findCommand, insertCommand, type RecordedAnswer } from '../store/reservation-commands.ts';
import { lockReservedUnits, writeUnits } from '../store/reservations.ts';
import { moveStock } from './move-stock.ts';

/** A command on the units of one order, which takes effect once per command id. */
export interface ReservationCommand {
  orderId: string;
  commandId: string;
  /** What tells a repeat from another command under the same id. */
  request: object;
  /** The event that caused it, if there is one. */
  eventId?: string | undefined;
  correlationId: string;
}

export type ReservationAnswer =
  { ok: true; answer: RecordedAnswer } | ReservationRefusal | { ok: false; code: CommandRefusal };

/** Why a command is refused for another reason than the units of the reservation. */
type CommandRefusal =
  'return-withdrawn' | 'extension-withdrawn' | 'idempotency-key-reused' | 'insufficient-stock';

type Decide = (reserved: ReservedUnits, cause: Cause) => ReservationPlan<RestockedUnits>;

/**
 * Runs a command on a reservation under its lock. A repeat gets the first answer again; an id that was
 * used for another request is refused. A refusal changes nothing. `check` may refuse first.
 */
export async function changeReservation(
  deps: StockDeps,
  command: ReservationCommand,
  decide: Decide,
  check?: (trx: Trx) => Promise<ReservationAnswer | undefined>,
): Promise<ReservationAnswer> {
  try {
    return await transaction(deps.database, async (trx) => {
      const reserved = await lockReservedUnits(trx, command.orderId);
      return (await check?.(trx)) ?? (await changeLocked(deps, trx, { command, reserved, decide }));
    });
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ENOUGH) throw error;
    return { ok: false, code: 'insufficient-stock' };
  }
}

async function changeLocked(
  deps: StockDeps,
  trx: Trx,
  {
    command,
    reserved,
    decide,
  }: { command: ReservationCommand; reserved: ReservedUnits; decide: Decide },
): Promise<ReservationAnswer> {
  const { orderId, commandId, request, eventId, correlationId } = command;
  const recorded = await findCommand(trx, command, request);
  if (recorded !== undefined) {
    const { isSame, answer } = recorded;
    return isSame ? { ok: true, answer } : { ok: false, code: 'idempotency-key-reused' };
  }
  const plan = decide(reserved, { orderId, operationId: commandId, eventId, correlationId });
  if (!plan.ok) return plan;
  const { after, moved, cancelledBackorders, queued = [], movements } = plan;
  const answer = {
    ...{ status: reserved.status, moved, cancelledBackorders },
    ...(queued.length > 0 && { queued }),
  };
  await insertCommand(trx, command, request, answer);
  if (after !== reserved) await writeUnits(trx, orderId, after);
  if (cancelledBackorders.length > 0) await cancelBackorders(trx, orderId, cancelledBackorders);
  if (queued.length > 0) await insertBackorders(trx, orderId, queued);
  await moveStock(deps, trx, movements);
  return { ok: true, answer };
}
