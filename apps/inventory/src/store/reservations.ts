import type {
  LocatedUnits,
  ReservationUnits,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import type { Database, Trx } from 'dapr-actor-runtime/postgres';
import type { ClosedStatus, Reservation, ReservedUnits } from '../domain/reservation.ts';

// Every transaction locks reservation rows by order id first, then all stock rows of its products
// by SKU and location. So no two transactions can wait for each other in a circle. The backorders
// of an order change only under the lock of its reservation.

const ABSENT: ReservedUnits = {
  status: 'absent',
  lines: [],
  shipped: [],
  leftAtCommit: null,
  backordered: [],
};

interface Closed {
  orderId: string;
  status: ClosedStatus;
}

/** Inserts closed reservations without lines, for orders that have none. */
export async function insertTombstones(trx: Trx, tombstones: readonly Closed[]): Promise<void> {
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

/** Locks the reservations of orders and answers the existing ones. */
export async function lockReservations(
  trx: Trx,
  orderIds: readonly string[],
): Promise<(Reservation & { fills: number })[]> {
  const { rows } = await trx.query<Reservation & { fills: number }>({
    name: 'reservations-lock',
    text: `SELECT order_id AS "orderId", status, lines, shipped, left_at_commit AS "leftAtCommit",
                  fills
           FROM reservations
           WHERE order_id = ANY($1::text[]) ORDER BY order_id FOR UPDATE`,
    values: [orderIds],
  });
  return rows;
}

/** Locks the reservation of one order and answers it with its backorders. */
export async function lockReservedUnits(trx: Trx, orderId: string): Promise<ReservedUnits> {
  const [reservation] = await lockReservations(trx, [orderId]);
  if (reservation === undefined) return ABSENT;
  const { rows: backordered } = await trx.query<Units>(
    'SELECT sku, quantity FROM backorders WHERE order_id = $1 ORDER BY position',
    [orderId],
  );
  const { status, lines, shipped, leftAtCommit } = reservation;
  return { status, lines, shipped, leftAtCommit, backordered };
}

/** Closes reservations. A committed order keeps its backorders; any other loses them. */
export async function closeReservations(trx: Trx, closed: readonly Closed[]): Promise<void> {
  if (closed.length === 0) return;
  await trx.query({
    name: 'reservations-close',
    text: `WITH closed AS MATERIALIZED (
             SELECT * FROM unnest($1::text[], $2::text[]) AS closed (order_id, status)
           ), cancelled AS (
             DELETE FROM backorders USING closed
             WHERE backorders.order_id = closed.order_id AND closed.status <> 'committed'
           )
           UPDATE reservations SET status = closed.status, updated_at = now(),
                  left_at_commit = CASE WHEN closed.status = 'committed' THEN left_at_commit END
           FROM closed WHERE reservations.order_id = closed.order_id`,
    values: [closed.map(({ orderId }) => orderId), closed.map(({ status }) => status)],
  });
}

/** Writes the units of a reservation, and keeps the answer to its hold. */
export async function writeUnits(
  trx: Trx,
  orderId: string,
  { status, lines, shipped, leftAtCommit }: ReservedUnits,
): Promise<void> {
  await trx.query({
    name: 'reservations-write',
    text: `UPDATE reservations SET status = $2, lines = $3, shipped = $4, left_at_commit = $5,
                  updated_at = now(),
                  answer = coalesce(answer, jsonb_build_object('allocations', lines))
           WHERE order_id = $1`,
    values: [
      orderId,
      status,
      JSON.stringify(lines),
      JSON.stringify(shipped),
      leftAtCommit && JSON.stringify(leftAtCommit),
    ],
  });
}

/** Adds units to the dispatched ones of a reservation. */
export async function addShipped(
  trx: Trx,
  orderId: string,
  more: readonly LocatedUnits[],
): Promise<void> {
  await trx.query(
    'UPDATE reservations SET shipped = shipped || $2::jsonb, updated_at = now() WHERE order_id = $1',
    [orderId, JSON.stringify(more)],
  );
}

/** The reservation of an order with its backorders, without a lock. */
export async function readReservation(
  database: Database,
  orderId: string,
): Promise<ReservationUnits | undefined> {
  const { rows } = await database.query<ReservationUnits>({
    name: 'reservations-read',
    text: `SELECT order_id AS "orderId", status,
                  CASE WHEN status IN ('held', 'committed') THEN lines ELSE '[]' END AS reserved,
                  shipped || coalesce(left_at_commit, '[]') AS shipped,
                  (SELECT coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'quantity', quantity)
                                             ORDER BY position), '[]')
                   FROM backorders WHERE backorders.order_id = $1) AS backordered
           FROM reservations WHERE order_id = $1`,
    values: [orderId],
  });
  return rows[0];
}

/** Writes the lines of reservations after a fill, and counts it. */
export async function writeFilledLines(
  trx: Trx,
  filled: readonly { orderId: string; lines: readonly LocatedUnits[] }[],
): Promise<void> {
  await trx.query({
    name: 'reservations-fill',
    text: `UPDATE reservations SET lines = filled.lines, fills = fills + 1, updated_at = now()
           FROM unnest($1::text[], $2::jsonb[]) AS filled (order_id, lines)
           WHERE reservations.order_id = filled.order_id`,
    values: [
      filled.map(({ orderId }) => orderId),
      filled.map(({ lines }) => JSON.stringify(lines)),
    ],
  });
}

/**
 * Takes expired holds, the longest expired first, and postpones their next check by leaseSeconds.
 * So replicas share the work, and a hold that is left alone delays no other.
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
