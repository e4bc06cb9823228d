import type { Database, Trx } from '@commerce/runtime/postgres';
import type { ClosedStatus, Closing } from '../domain/reservation.ts';
import {
  planSettlement,
  tombstonesOf,
  type Reservation,
  type Settlement,
} from '../domain/settlement.ts';
import { moveStock } from './movements.ts';

// Every transaction locks reservation rows by order id first, then all stock rows of its products
// by SKU and location. So no two of them can wait for each other in a circle. What an order waits
// for changes only under the lock of its reservation.

/**
 * Commits, releases and expires reservations, any number in a handful of statements. Answers by
 * order what its last command came to; a command that was refused changed nothing. Fill the
 * products that it names after the commit.
 */
export async function settleReservations(
  trx: Trx,
  settlements: readonly Settlement[],
): Promise<{ answers: Map<string, Closing>; fillable: string[] }> {
  await insertTombstones(trx, settlements);
  const plan = planSettlement(await lockReservations(trx, settlements), settlements);
  if (plan.closed.length > 0) await writeStatus(trx, plan.closed);
  const fillable = await moveStock(trx, plan.movements);
  return { answers: plan.answers, fillable };
}

// An order that took its units still gets what it waits for; one that was given up does not.
async function writeStatus(
  trx: Trx,
  closed: readonly { orderId: string; status: ClosedStatus }[],
): Promise<void> {
  await trx.query({
    name: 'reservations-close',
    text: `WITH closed AS MATERIALIZED (
             SELECT * FROM unnest($1::text[], $2::text[]) AS closed (order_id, status)
           ), dropped AS (
             DELETE FROM backorders USING closed
             WHERE backorders.order_id = closed.order_id AND closed.status <> 'committed'
           )
           UPDATE reservations SET status = closed.status, updated_at = now()
           FROM closed WHERE reservations.order_id = closed.order_id`,
    values: [closed.map(({ orderId }) => orderId), closed.map(({ status }) => status)],
  });
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
