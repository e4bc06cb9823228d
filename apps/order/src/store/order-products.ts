import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { OrderProduct } from '../domain/order-products.ts';

/** Adds products to orders; one that an order has already stays, with the earlier event. */
export async function mergeProducts(
  db: Queryable,
  products: OrderProduct[],
  table = 'order_products',
): Promise<void> {
  if (products.length === 0) return;
  const sorted = products.toSorted((a, b) =>
    a.skuKey === b.skuKey ? compare(a.orderId, b.orderId) : compare(a.skuKey, b.skuKey),
  );
  await db.query({
    name: `merge-${table}`,
    text: `INSERT INTO ${table} AS known (sku_key, order_id, since_version)
           SELECT * FROM unnest($1::text[], $2::text[], $3::int[])
           ON CONFLICT (sku_key, order_id) DO UPDATE SET since_version = excluded.since_version
             WHERE excluded.since_version < known.since_version`,
    values: [
      sorted.map(({ skuKey }) => skuKey),
      sorted.map(({ orderId }) => orderId),
      sorted.map(({ sinceVersion }) => sinceVersion),
    ],
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : 1);
