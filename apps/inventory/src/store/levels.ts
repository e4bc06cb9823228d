import type { Threshold } from '@commerce/contracts/inventory/stock-api';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { LevelChange } from '../domain/stock-level.ts';

// Levels change under the locks of the stock of their products only.

/** Notes the present level of products. */
export async function writeLevels(trx: Trx, levels: readonly LevelChange[]): Promise<void> {
  await trx.query(
    `INSERT INTO stock_levels AS level (sku, is_low, is_out, seq)
     SELECT * FROM unnest($1::text[], $2::boolean[], $3::boolean[], $4::bigint[])
     ON CONFLICT (sku) DO UPDATE
       SET is_low = excluded.is_low, is_out = excluded.is_out, seq = excluded.seq`,
    [
      levels.map(({ sku }) => sku),
      levels.map(({ isLow }) => isLow),
      levels.map(({ isOut }) => isOut),
      levels.map(({ seq }) => seq),
    ],
  );
}

/** The low-stock threshold of a product, if one is set, with the SKU as the catalog spells it. */
export async function readThreshold(db: Queryable, sku: string): Promise<Threshold | undefined> {
  const { rows } = await db.query<Threshold>(
    `SELECT coalesce(spelling, sku) AS sku, low_at AS "lowAt"
     FROM stock_levels LEFT JOIN products USING (sku) WHERE sku = $1 AND low_at IS NOT NULL`,
    [sku],
  );
  return rows[0];
}

export async function writeThreshold(trx: Trx, { sku, lowAt }: Threshold): Promise<void> {
  await trx.query(
    `INSERT INTO stock_levels (sku, low_at) VALUES ($1, $2)
     ON CONFLICT (sku) DO UPDATE SET low_at = excluded.low_at`,
    [sku, lowAt],
  );
}
