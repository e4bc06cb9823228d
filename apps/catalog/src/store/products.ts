import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { canonicalSku } from '@commerce/contracts/sku';
import type { Queryable } from 'dapr-actor-runtime/postgres';

interface ProductRow {
  sku: string;
  name: string;
  price_minor: number;
  currency: string;
  details: Omit<Product, 'sku' | 'name' | 'price' | 'version'>;
  version: number;
}

/** Adds a product; false when its SKU is taken. */
export async function insertProduct(trx: Queryable, product: Product): Promise<boolean> {
  const { sku, name, price, version, ...details } = product;
  const { rowCount } = await trx.query({
    name: 'product-insert',
    text: `INSERT INTO products (sku_key, sku, name, price_minor, currency, version, details)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sku_key) DO NOTHING`,
    values: [canonicalSku(sku), sku, name, price.amountMinor, price.currency, version, details],
  });
  return rowCount === 1;
}

/** The product of a SKU, in whatever case, if there is one. */
export async function readProduct(database: Queryable, sku: string): Promise<Product | undefined> {
  const { rows } = await database.query<ProductRow>({
    name: 'product-read',
    text: `SELECT sku, name, price_minor, currency, version, details
           FROM products WHERE sku_key = $1`,
    values: [canonicalSku(sku)],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { name, price_minor: amountMinor, currency, version, details } = row;
  return { sku: row.sku, name, price: { amountMinor, currency }, ...details, version };
}
