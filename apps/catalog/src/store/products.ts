import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Queryable } from 'dapr-actor-runtime/postgres';

interface ProductRow {
  sku: string;
  name: string;
  price_minor: number;
  currency: string;
  version: number;
}

/** Adds a product; false when its SKU is taken. */
export async function insertProduct(trx: Queryable, product: Product): Promise<boolean> {
  const { sku, name, price, version } = product;
  const { rowCount } = await trx.query({
    name: 'product-insert',
    text: `INSERT INTO products (sku, name, price_minor, currency, version)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sku) DO NOTHING`,
    values: [sku, name, price.amountMinor, price.currency, version],
  });
  return rowCount === 1;
}

/** The product of a SKU, if there is one. */
export async function readProduct(database: Queryable, sku: string): Promise<Product | undefined> {
  const { rows } = await database.query<ProductRow>({
    name: 'product-read',
    text: 'SELECT sku, name, price_minor, currency, version FROM products WHERE sku = $1',
    values: [sku],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { name, price_minor: amountMinor, currency, version } = row;
  return { sku: row.sku, name, price: { amountMinor, currency }, version };
}
