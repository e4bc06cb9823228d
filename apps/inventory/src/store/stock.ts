import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** The units of a product at one location. */
export interface StockRow {
  location: string;
  onHand: number;
  reserved: number;
  quarantined: number;
}

/** The stock of a product by location, in the order of their names; empty if it never had any. */
export async function readStock(db: Queryable, sku: string): Promise<StockRow[]> {
  const { rows } = await db.query<StockRow>({
    name: 'stock-read',
    text: `SELECT location, on_hand AS "onHand", reserved, quarantined FROM stock WHERE sku = $1
           ORDER BY location`,
    values: [sku],
  });
  return rows;
}

/** Locks all stock rows of a product. */
export async function lockStock(trx: Trx, sku: string): Promise<void> {
  await trx.query('SELECT FROM stock WHERE sku = $1 ORDER BY location FOR UPDATE', [sku]);
}

/** The backordered units of a product. */
export async function countBackordered(db: Queryable, sku: string): Promise<number> {
  const { rows } = await db.query<{ backordered: number }>({
    name: 'stock-backordered',
    text: `SELECT coalesce(sum(quantity), 0)::bigint AS backordered FROM backorders WHERE sku = $1`,
    values: [sku],
  });
  return rows[0]?.backordered ?? 0;
}
