import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { canonicalSku } from '@commerce/contracts/sku';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { SoldProduct } from '../domain/order-lines.ts';

interface Row {
  sku_key: string;
  sku: string;
  name: string | null;
  price_minor: number;
  currency: string;
  details: Omit<SoldProduct, 'sku' | 'name' | 'price'>;
}

/** The given products that are stored here, by the canonical form of their SKUs. */
export async function findProducts(
  db: Queryable,
  keys: string[],
): Promise<Map<string, SoldProduct>> {
  const { rows } = await db.query<Row>({
    name: 'find-products',
    text: `SELECT sku_key, sku, name, price_minor, currency, details
           FROM products WHERE sku_key = ANY($1)`,
    values: [keys],
  });
  return new Map(rows.map((row) => [row.sku_key, productOf(row)]));
}

function productOf({ sku, name, price_minor, currency, details }: Row): SoldProduct {
  return {
    sku,
    ...(name === null ? {} : { name }),
    ...details,
    price: { amountMinor: price_minor, currency },
  };
}

/** Stores products, each at its newest version. */
export async function saveProducts(db: Queryable, products: Product[]): Promise<void> {
  const rows = products.map(({ sku, name, price, version, ...details }) => ({
    ...{ sku_key: canonicalSku(sku), sku, name, version, details },
    ...{ price_minor: price.amountMinor, currency: price.currency },
  }));
  await db.query({
    name: 'save-products',
    text: `INSERT INTO products (sku_key, sku, name, price_minor, currency, version, details)
           SELECT DISTINCT ON (sku_key)
             sku_key, sku, name, price_minor, currency, version, details
           FROM jsonb_to_recordset($1::jsonb) AS given (sku_key text, sku text, name text,
             price_minor bigint, currency text, version int, details jsonb)
           ORDER BY sku_key, version DESC
           ON CONFLICT (sku_key) DO UPDATE
             SET sku = excluded.sku, name = excluded.name, price_minor = excluded.price_minor,
                 currency = excluded.currency, version = excluded.version,
                 details = excluded.details
             WHERE products.version < excluded.version`,
    values: [JSON.stringify(rows)],
  });
}
