import type { Queryable } from '@commerce/runtime/postgres';

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
