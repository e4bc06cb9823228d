import type { Product } from '@commerce/contracts/catalog/catalog-api';
import type { Money } from '@commerce/contracts/money';
import type { Queryable } from 'dapr-actor-runtime/postgres';

/** The prices of the given products that are stored here. */
export async function findPrices(db: Queryable, skus: string[]): Promise<Map<string, Money>> {
  const { rows } = await db.query<{ sku: string; price_minor: number; currency: string }>({
    name: 'find-prices',
    text: 'SELECT sku, price_minor, currency FROM products WHERE sku = ANY($1)',
    values: [skus],
  });
  return new Map(
    rows.map((row) => [row.sku, { amountMinor: row.price_minor, currency: row.currency }]),
  );
}

/** Stores products, each at its newest version. */
export async function saveProducts(db: Queryable, products: Product[]): Promise<void> {
  await db.query({
    name: 'save-products',
    text: `INSERT INTO products (sku, price_minor, currency, version)
           SELECT DISTINCT ON (sku) sku, price_minor, currency, version
           FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[])
             AS given (sku, price_minor, currency, version)
           ORDER BY sku, version DESC
           ON CONFLICT (sku) DO UPDATE
             SET price_minor = excluded.price_minor, currency = excluded.currency,
                 version = excluded.version
             WHERE products.version < excluded.version`,
    values: [
      products.map(({ sku }) => sku),
      products.map(({ price }) => price.amountMinor),
      products.map(({ price }) => price.currency),
      products.map(({ version }) => version),
    ],
  });
}
