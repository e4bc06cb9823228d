import type { Database, Trx } from '@commerce/runtime/postgres';
import {
  allocate,
  mergeLines,
  type Allocation,
  type AvailableStock,
  type Line,
  type Shortage,
} from '../domain/allocation.ts';
import { decideHold, type Closing, type ReservationStatus } from '../domain/reservation.ts';
import {
  planSettlement,
  tombstonesOf,
  type Movement,
  type Reservation,
  type Settlement,
} from '../domain/settlement.ts';

// Every transaction locks reservation rows by order id first, then stock rows by SKU and location.
// So no two of them can wait for each other in a circle.

export type HoldOutcome =
  { outcome: 'held' } | { outcome: 'short'; lines: Shortage[] } | { outcome: 'closed' };

/**
 * Holds all lines for an order or none, from any locations. A repeat answers what is true already.
 * The hold may be ended after ttlSeconds. Must run in a transaction of its own.
 */
export async function holdStock(
  trx: Trx,
  hold: { orderId: string; lines: readonly Line[]; ttlSeconds: number; correlationId: string },
): Promise<HoldOutcome> {
  const lines = mergeLines(hold.lines);
  const { claimed, stock } = await claimAndLockStock(trx, hold, lines);
  const status = claimed ? 'absent' : await statusOf(trx, hold.orderId);
  const decision = decideHold(status);
  if (decision !== 'allocate') return { outcome: decision };
  const result = allocate(lines, stock);
  if (!result.ok) {
    await trx.query({
      name: 'reservation-unclaim',
      text: 'DELETE FROM reservations WHERE order_id = $1',
      values: [hold.orderId],
    });
    return { outcome: 'short', lines: result.shortages };
  }
  await writeHold(trx, hold, result.allocations);
  return { outcome: 'held' };
}

/**
 * Takes the order's reservation row and, if it was free, all its stock rows in lock order. One
 * statement does both, for a row passes its WHERE clause, and so the claim, before it is locked.
 */
async function claimAndLockStock(
  trx: Trx,
  { orderId, ttlSeconds }: { orderId: string; ttlSeconds: number },
  lines: readonly Line[],
): Promise<{ claimed: boolean; stock: AvailableStock[] }> {
  const { rows } = await trx.query<{ claimed: boolean } & (AvailableStock | { sku: null })>({
    name: 'reservation-claim',
    text: `WITH claim AS (
             INSERT INTO reservations (order_id, status, lines, expires_at)
             VALUES ($1, 'held', '[]', now() + make_interval(secs => $2))
             ON CONFLICT (order_id) DO NOTHING RETURNING order_id
           ), locked AS MATERIALIZED (
             SELECT sku, location, on_hand - held AS available FROM stock
             WHERE sku = ANY($3::text[]) AND EXISTS (SELECT FROM claim)
             ORDER BY sku, location FOR UPDATE
           )
           SELECT claimed, sku, location, available
           FROM (SELECT EXISTS (SELECT FROM claim) AS claimed) AS claiming
           LEFT JOIN locked ON true`,
    values: [orderId, ttlSeconds, lines.map(({ sku }) => sku)],
  });
  return {
    claimed: rows[0]?.claimed === true,
    stock: rows.filter((row) => row.sku !== null),
  };
}

async function statusOf(trx: Trx, orderId: string): Promise<ReservationStatus> {
  const { rows } = await trx.query<{ status: ReservationStatus }>({
    name: 'reservation-status',
    text: 'SELECT status FROM reservations WHERE order_id = $1',
    values: [orderId],
  });
  return rows[0]?.status ?? 'absent';
}

/** Writes a hold of rows that are locked already, in one round trip. */
async function writeHold(
  trx: Trx,
  { orderId, correlationId }: { orderId: string; correlationId: string },
  allocations: Allocation[],
): Promise<void> {
  await trx.query({
    name: 'reservation-hold',
    text: `WITH allocated AS MATERIALIZED (
             SELECT * FROM unnest($4::text[], $5::text[], $6::bigint[])
               AS allocated (sku, location, quantity)
           ), moved AS (
             UPDATE stock SET held = held + allocated.quantity FROM allocated
             WHERE stock.sku = allocated.sku AND stock.location = allocated.location
           ), recorded AS (
             INSERT INTO stock_movements
               (sku, location, kind, on_hand_delta, held_delta, order_id, correlation_id)
             SELECT sku, location, 'hold', 0, quantity, $1, $2 FROM allocated
           )
           UPDATE reservations SET lines = $3 WHERE order_id = $1`,
    values: [
      orderId,
      correlationId,
      JSON.stringify(allocations),
      allocations.map(({ sku }) => sku),
      allocations.map(({ location }) => location),
      allocations.map(({ quantity }) => quantity),
    ],
  });
}

/**
 * Commits, releases and expires reservations, any number in a handful of statements. Answers by
 * order what its last command came to; a command that was refused changed nothing.
 */
export async function settleReservations(
  trx: Trx,
  settlements: readonly Settlement[],
): Promise<Map<string, Closing>> {
  await insertTombstones(trx, settlements);
  const plan = planSettlement(await lockReservations(trx, settlements), settlements);
  if (plan.movements.length > 0) await moveStock(trx, plan.movements);
  if (plan.closed.length > 0) {
    await trx.query({
      name: 'reservations-close',
      text: `UPDATE reservations SET status = closed.status, updated_at = now()
             FROM unnest($1::text[], $2::text[]) AS closed (order_id, status)
             WHERE reservations.order_id = closed.order_id`,
      values: [plan.closed.map(({ orderId }) => orderId), plan.closed.map(({ status }) => status)],
    });
  }
  return plan.answers;
}

async function insertTombstones(trx: Trx, settlements: readonly Settlement[]): Promise<void> {
  const tombstones = tombstonesOf(settlements);
  if (tombstones.length === 0) return;
  await trx.query({
    name: 'reservations-entomb',
    text: `INSERT INTO reservations (order_id, status, lines, expires_at)
           SELECT order_id, status, '[]', now()
           FROM unnest($1::text[], $2::text[]) AS tombstone (order_id, status) ORDER BY order_id
           ON CONFLICT (order_id) DO NOTHING`,
    values: [tombstones.map(({ orderId }) => orderId), tombstones.map(({ status }) => status)],
  });
}

async function lockReservations(
  trx: Trx,
  settlements: readonly Settlement[],
): Promise<Reservation[]> {
  const { rows } = await trx.query<Reservation>({
    name: 'reservations-lock',
    text: `SELECT order_id AS "orderId", status, lines FROM reservations
           WHERE order_id = ANY($1::text[]) ORDER BY order_id FOR UPDATE`,
    values: [settlements.map(({ orderId }) => orderId)],
  });
  return rows;
}

/** Locks stock rows in order, changes each once by the sum of its movements, writes the ledger. */
async function moveStock(trx: Trx, movements: readonly Movement[]): Promise<void> {
  await trx.query({
    name: 'stock-move',
    text: `WITH movement AS MATERIALIZED (
             SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
                                  $6::text[], $7::text[], $8::text[])
               AS movement (sku, location, kind, on_hand_delta, held_delta,
                            order_id, event_id, correlation_id)
           ), delta AS MATERIALIZED (
             SELECT sku, location, sum(on_hand_delta)::bigint AS on_hand,
                    sum(held_delta)::bigint AS held
             FROM movement GROUP BY sku, location
           ), locked AS MATERIALIZED (
             SELECT stock.sku, stock.location, delta.on_hand, delta.held
             FROM stock JOIN delta USING (sku, location)
             ORDER BY stock.sku, stock.location FOR UPDATE OF stock
           ), moved AS (
             UPDATE stock SET on_hand = stock.on_hand + locked.on_hand,
                              held = stock.held + locked.held
             FROM locked WHERE stock.sku = locked.sku AND stock.location = locked.location
           )
           INSERT INTO stock_movements (sku, location, kind, on_hand_delta, held_delta,
                                        order_id, event_id, correlation_id)
           SELECT * FROM movement`,
    values: [
      movements.map(({ sku }) => sku),
      movements.map(({ location }) => location),
      movements.map(({ kind }) => kind),
      movements.map(({ onHandDelta }) => onHandDelta),
      movements.map(({ heldDelta }) => heldDelta),
      movements.map(({ orderId }) => orderId),
      movements.map(({ eventId }) => eventId),
      movements.map(({ correlationId }) => correlationId),
    ],
  });
}

/**
 * Takes holds whose time is over, the longest over first, and puts off their next look by
 * leaseSeconds. So replicas share the work, and one that is left alone holds up no other.
 */
export async function leaseExpiredHolds(
  database: Database,
  { limit, leaseSeconds }: { limit: number; leaseSeconds: number },
): Promise<string[]> {
  const { rows } = await database.query<{ order_id: string }>({
    name: 'reservations-lease',
    text: `WITH expired AS MATERIALIZED (
             SELECT order_id FROM reservations WHERE status = 'held' AND expires_at <= now()
             ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
           )
           UPDATE reservations SET expires_at = now() + make_interval(secs => $2)
           FROM expired WHERE reservations.order_id = expired.order_id
           RETURNING expired.order_id`,
    values: [limit, leaseSeconds],
  });
  return rows.map((row) => row.order_id);
}
