import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import type { Database, Trx } from 'dapr-actor-runtime/postgres';
import type { AvailableStock } from '../domain/allocation.ts';
import type { Backorder, Fill } from '../domain/backorder-fill.ts';

/** Products with available units that orders have backordered. */
export async function findSkusToAllocate(database: Database, limit: number): Promise<string[]> {
  const { rows } = await database.query<{ sku: string }>({
    name: 'backorders-to-allocate',
    text: `SELECT sku FROM (SELECT DISTINCT sku FROM backorders) AS backordered
           WHERE EXISTS (SELECT FROM stock WHERE stock.sku = backordered.sku
                           AND on_hand > reserved + quarantined)
           LIMIT $1`,
    values: [limit],
  });
  return rows.map(({ sku }) => sku);
}

/** The oldest backorders of products. */
export async function readQueue(
  trx: Trx,
  skus: readonly string[],
  limit: number,
): Promise<Backorder[]> {
  const { rows } = await trx.query<Backorder>({
    name: 'backorders-queue',
    text: `SELECT position, order_id AS "orderId", sku, quantity FROM backorders
           WHERE sku = ANY($1::text[]) ORDER BY position LIMIT $2`,
    values: [skus, limit],
  });
  return rows;
}

/** Locks the stock of products and answers its available units. */
export async function lockAvailableStock(
  trx: Trx,
  skus: readonly string[],
): Promise<AvailableStock[]> {
  const { rows } = await trx.query<AvailableStock>({
    name: 'backorders-lock-stock',
    text: `SELECT sku, location, on_hand - reserved - quarantined AS available, priority
           FROM stock JOIN locations USING (location) WHERE sku = ANY($1::text[])
           ORDER BY sku, location FOR UPDATE OF stock`,
    values: [skus],
  });
  return rows;
}

/** Reduces backorders to the units that they still lack, and deletes those that lack none. */
export async function writeFills(trx: Trx, fills: readonly Fill[]): Promise<void> {
  await trx.query({
    name: 'backorders-write',
    text: `WITH filled AS MATERIALIZED (
             SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS filled (position, remaining)
           ), done AS (
             DELETE FROM backorders USING filled
             WHERE backorders.position = filled.position AND remaining = 0
           )
           UPDATE backorders SET quantity = remaining FROM filled
           WHERE backorders.position = filled.position AND remaining > 0`,
    values: [fills.map(({ position }) => position), fills.map(({ left }) => left)],
  });
}

/** Adds units to the end of the queues of their products. */
export async function insertBackorders(
  trx: Trx,
  orderId: string,
  queued: readonly Units[],
): Promise<void> {
  await trx.query(
    `INSERT INTO backorders (order_id, sku, quantity)
     SELECT $1, sku, quantity FROM unnest($2::text[], $3::bigint[]) AS queued (sku, quantity)`,
    [orderId, queued.map(({ sku }) => sku), queued.map(({ quantity }) => quantity)],
  );
}

/** Units of products that orders have backordered, by product. */
export async function sumBackorders(trx: Trx, skus: readonly string[]): Promise<Units[]> {
  const { rows } = await trx.query<Units>({
    name: 'backorders-sum',
    text: `SELECT sku, sum(quantity)::bigint AS quantity FROM backorders
           WHERE sku = ANY($1::text[]) GROUP BY sku`,
    values: [skus],
  });
  return rows;
}

/** Takes cancelled units off the backorders of an order. */
export async function cancelBackorders(
  trx: Trx,
  orderId: string,
  cancelled: readonly Units[],
): Promise<void> {
  await trx.query(
    `WITH cancelled AS MATERIALIZED (
       SELECT * FROM unnest($2::text[], $3::bigint[]) AS cancelled (sku, units)
     ), gone AS (
       DELETE FROM backorders USING cancelled
       WHERE order_id = $1 AND backorders.sku = cancelled.sku AND quantity = units
     )
     UPDATE backorders SET quantity = quantity - units FROM cancelled
     WHERE order_id = $1 AND backorders.sku = cancelled.sku AND quantity > units`,
    [orderId, cancelled.map(({ sku }) => sku), cancelled.map(({ quantity }) => quantity)],
  );
}
