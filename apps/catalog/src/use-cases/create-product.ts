import type { CreateProduct, Product } from '@commerce/contracts/catalog/catalog-api';
import { PRODUCTS_TOPIC, type ProductEvent } from '@commerce/contracts/catalog/product-events';
import { canonicalSku } from '@commerce/contracts/sku';
import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { CatalogDeps } from '../deps.ts';
import { hasSameContent, newProduct } from '../domain/product.ts';
import { insertProduct, readProduct } from '../store/products.ts';

/**
 * Adds a product and announces it. A repeat with the same content answers the product that exists;
 * another content rejects with product-exists.
 */
export async function createProduct(
  { database, outbox }: CatalogDeps,
  request: CreateProduct,
): Promise<{ product: Product; created: boolean }> {
  const product = newProduct(request);
  const created = await transaction(database, async (trx) => {
    if (!(await insertProduct(trx, product))) return false;
    const { version, ...data } = product;
    const event: ProductEvent = { type: 'ProductCreated.v1', data };
    const stream = canonicalSku(product.sku);
    await outbox.enqueue(trx, PRODUCTS_TOPIC, [{ ...event, stream, seq: version }]);
    return true;
  });
  if (created) return { product, created };
  const known = await readProduct(database, product.sku);
  if (known === undefined || !hasSameContent(known, product)) {
    throw problem('product-exists', `${product.sku} exists with other content.`);
  }
  return { product: known, created };
}
