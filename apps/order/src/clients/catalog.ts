import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { fetchProduct } from '@commerce/platform/catalog-product';
import { problem } from '@commerce/platform/problem';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';

/** Most unknown products of one order that are fetched: few new products are created at once. */
const MAX_FETCHED = 50;

/**
 * Fetches products from the catalog whose events have not arrived here yet. Products that the catalog
 * does not know are left out. Rejects with unavailable, or with unknown-sku if too many are unknown.
 */
export async function fetchProducts(sidecar: Sidecar, skus: string[]): Promise<Product[]> {
  if (skus.length > MAX_FETCHED) {
    throw problem('unknown-sku', `${skus.length} of the products are not known here.`, {
      skus: skus.slice(0, MAX_FETCHED),
    });
  }
  const found = await Promise.all(skus.map((sku) => fetchProduct(sidecar, sku)));
  return found.filter((product) => product !== undefined);
}
