import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { problem } from '@commerce/contracts/problems';
import { httpProblem } from '@commerce/runtime/http';
import type { Sidecar } from '@commerce/runtime/sidecar';

const CATALOG_TIMEOUT_MS = 3_000;
/** Unknown products of one order that the catalog is asked about: a new product is rarely alone. */
const MAX_ASKED = 50;

/**
 * Asks the catalog for products that its events have not brought here yet. Products that it does not
 * know either are left out. Rejects with unavailable, or with unknown-sku when too many are unknown.
 */
export async function fetchProducts(sidecar: Sidecar, skus: string[]): Promise<Product[]> {
  if (skus.length > MAX_ASKED) {
    throw problem('unknown-sku', `${skus.length} of the products are not known here.`, {
      skus: skus.slice(0, MAX_ASKED),
    });
  }
  const found = await Promise.all(skus.map((sku) => fetchProduct(sidecar, sku)));
  return found.filter((product) => product !== undefined);
}

async function fetchProduct(sidecar: Sidecar, sku: string): Promise<Product | undefined> {
  const answer = await sidecar
    .invoke('catalog', {
      method: 'GET',
      path: `/products/${encodeURIComponent(sku)}`,
      timeoutMs: CATALOG_TIMEOUT_MS,
    })
    .catch((error: Error) => ({ status: 503, text: error.message }));
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) {
    throw httpProblem('unavailable', `The catalog did not answer for product ${sku}.`);
  }
  return JSON.parse(answer.text) as Product;
}
