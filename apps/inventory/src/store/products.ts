import type { Queryable } from 'dapr-actor-runtime/postgres';

/** A product that the catalog has: the key of its SKU, and how the catalog spells it. */
export interface KnownProduct {
  sku: string;
  spelling: string;
}

/** How the catalog spells these SKUs, by their keys; without those that no known product has. */
export async function findSpellings(
  db: Queryable,
  skus: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<KnownProduct>({
    name: 'products-spellings',
    text: 'SELECT sku, spelling FROM products WHERE sku = ANY($1::text[])',
    values: [skus],
  });
  return new Map(rows.map(({ sku, spelling }) => [sku, spelling]));
}

/** Notes that the catalog has products. */
export async function saveProducts(
  db: Queryable,
  products: readonly KnownProduct[],
): Promise<void> {
  await db.query({
    name: 'products-save',
    text: `INSERT INTO products (sku, spelling)
           SELECT DISTINCT ON (sku) sku, spelling
           FROM unnest($1::text[], $2::text[]) AS given (sku, spelling) ORDER BY sku
           ON CONFLICT (sku) DO NOTHING`,
    values: [products.map(({ sku }) => sku), products.map(({ spelling }) => spelling)],
  });
}
