import type { LocationPriority, Threshold } from '@commerce/contracts/inventory/stock-api';
import { transaction, type Database, type Queryable } from '@commerce/runtime/postgres';

/** The units of a product at one location. */
export interface StockRow {
  location: string;
  onHand: number;
  held: number;
}

/** The stock of a product by location, in the order of their names; empty when it never had any. */
export async function readStock(database: Queryable, sku: string): Promise<StockRow[]> {
  const { rows } = await database.query<StockRow>({
    name: 'stock-read',
    text: `SELECT location, on_hand AS "onHand", held FROM stock WHERE sku = $1
           ORDER BY location`,
    values: [sku],
  });
  return rows;
}

/** Units of a product that orders wait for. */
export async function readWaiting(database: Queryable, sku: string): Promise<number> {
  const { rows } = await database.query<{ waiting: number }>({
    name: 'stock-waiting',
    text: `SELECT coalesce(sum(quantity), 0)::bigint AS waiting FROM backorders WHERE sku = $1`,
    values: [sku],
  });
  return rows[0]?.waiting ?? 0;
}

/** Sets from which locations units are taken first: those of lower numbers. */
export async function setPriority(
  database: Queryable,
  { location, priority }: LocationPriority,
): Promise<void> {
  await database.query(
    `INSERT INTO locations (location, priority) VALUES ($1, $2)
     ON CONFLICT (location) DO UPDATE SET priority = excluded.priority`,
    [location, priority],
  );
}

/** When the stock of a product counts as low; undefined when nobody has said. */
export async function readThreshold(
  database: Queryable,
  sku: string,
): Promise<Threshold | undefined> {
  const { rows } = await database.query<Threshold>(
    `SELECT sku, low_at AS "lowAt" FROM stock_levels WHERE sku = $1 AND low_at IS NOT NULL`,
    [sku],
  );
  return rows[0];
}

/**
 * Sets when the stock of a product counts as low, and tells at once if it is. `check` sees what is
 * overwritten, and nothing is when it throws.
 */
export async function setThreshold(
  database: Database,
  { sku, lowAt }: Threshold,
  {
    correlationId,
    check,
  }: { correlationId: string; check: (before: Threshold | undefined) => void },
): Promise<void> {
  await transaction(database, async (trx) => {
    // Levels change under the locks of the stock only.
    await trx.query('SELECT FROM stock WHERE sku = $1 ORDER BY location FOR UPDATE', [sku]);
    check(await readThreshold(trx, sku));
    await trx.query(
      `INSERT INTO stock_levels (sku, low_at) VALUES ($1, $2)
       ON CONFLICT (sku) DO UPDATE SET low_at = excluded.low_at`,
      [sku, lowAt],
    );
    await trx.query('SELECT note_levels(ARRAY[$1::text], $2)', [sku, correlationId]);
  });
}
