import type { Trx } from '@commerce/runtime/postgres';
import type { Allocation, Line } from '../domain/allocation.ts';
import { giveBack, type GiveBack, type GiveBackCommand } from '../domain/give-back.ts';
import { movementsOf } from '../domain/movement.ts';
import type { ReservationStatus } from '../domain/reservation.ts';
import { moveStock } from './movements.ts';
import { isWithdrawn } from './withdrawals.ts';

/** A part that is given back, under a name that makes a repeat of it known. */
export type PartialGiveBack = GiveBackCommand & {
  orderId: string;
  commandId: string;
  correlationId: string;
} & (
    | { kind: 'release' }
    /** The units go to the location, by default to where they were taken. */
    | { kind: 'return'; location?: string }
  );

export interface GivenBack {
  status: ReservationStatus;
  /** Where the units are now. */
  given: Allocation[];
  dropped: Line[];
}

export type GiveBackAnswer =
  | { ok: true; answer: GivenBack; fillable: string[] }
  | Extract<GiveBack, { ok: false }>
  | { ok: false; code: 'idempotency-key-reused' | 'return-withdrawn' };

/**
 * Gives back a part of a reservation, once for each command id: a repeat is answered as the first
 * was, and an id that comes with another request is refused. A refusal changes nothing.
 */
export async function giveBackPart(trx: Trx, command: PartialGiveBack): Promise<GiveBackAnswer> {
  const { orderId, commandId, kind, lines } = command;
  const location = command.kind === 'return' ? command.location : undefined;
  const reserved = await lockReserved(trx, orderId);
  const request = { kind, lines, location: location ?? null };
  if (kind === 'return' && (await isWithdrawn(trx, orderId, commandId))) {
    return { ok: false, code: 'return-withdrawn' };
  }
  const recorded = await recordedAnswer(trx, command, request);
  if (recorded !== undefined) return recorded;
  const decision = giveBack(reserved, command);
  if (!decision.ok) return decision;
  const answer: GivenBack = {
    status: reserved.status,
    given: decision.given.map((one) => ({ ...one, location: location ?? one.location })),
    dropped: decision.dropped,
  };
  await trx.query(
    `INSERT INTO reservation_commands (order_id, command_id, request, answer)
     VALUES ($1, $2, $3, $4)`,
    [orderId, commandId, JSON.stringify(request), JSON.stringify(answer)],
  );
  if (decision.given.length > 0) {
    await trx.query(
      `UPDATE reservations SET lines = $2, updated_at = now(),
              answer = coalesce(answer, jsonb_build_object('allocations', lines))
       WHERE order_id = $1`,
      [orderId, JSON.stringify(decision.left)],
    );
  }
  if (decision.dropped.length > 0) await dropWaiting(trx, orderId, decision.dropped);
  const cause = { orderId, operationId: commandId, correlationId: command.correlationId };
  const movements = movementsOf(decision.movement, answer.given, cause);
  return { ok: true, answer, fillable: await moveStock(trx, movements) };
}

async function lockReserved(trx: Trx, orderId: string) {
  const { rows } = await trx.query<{ status: ReservationStatus; lines: Allocation[] }>(
    'SELECT status, lines FROM reservations WHERE order_id = $1 FOR UPDATE',
    [orderId],
  );
  const [reservation = { status: 'absent' as const, lines: [] }] = rows;
  const { rows: waiting } = await trx.query<Line>(
    'SELECT sku, quantity FROM backorders WHERE order_id = $1 ORDER BY position',
    [orderId],
  );
  return { ...reservation, waiting };
}

async function recordedAnswer(
  trx: Trx,
  { orderId, commandId }: PartialGiveBack,
  request: object,
): Promise<GiveBackAnswer | undefined> {
  const { rows } = await trx.query<{ same: boolean; answer: GivenBack }>(
    `SELECT request = $3::jsonb AS same, answer FROM reservation_commands
     WHERE order_id = $1 AND command_id = $2`,
    [orderId, commandId, JSON.stringify(request)],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  if (!row.same) return { ok: false, code: 'idempotency-key-reused' };
  return { ok: true, answer: row.answer, fillable: [] };
}

async function dropWaiting(trx: Trx, orderId: string, dropped: readonly Line[]): Promise<void> {
  await trx.query(
    `WITH dropped AS MATERIALIZED (
       SELECT * FROM unnest($2::text[], $3::bigint[]) AS dropped (sku, units)
     ), gone AS (
       DELETE FROM backorders USING dropped
       WHERE order_id = $1 AND backorders.sku = dropped.sku AND quantity = units
     )
     UPDATE backorders SET quantity = quantity - units FROM dropped
     WHERE order_id = $1 AND backorders.sku = dropped.sku AND quantity > units`,
    [orderId, dropped.map(({ sku }) => sku), dropped.map(({ quantity }) => quantity)],
  );
}
