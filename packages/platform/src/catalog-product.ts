import type { Product } from '@commerce/contracts/catalog/catalog-api';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';

/** How long the catalog may take to answer for one product, ms. */
const CATALOG_TIMEOUT_MS = 3_000;

/**
 * A product whose event has not arrived at an app yet, from the catalog; undefined if it has no such
 * product. Rejects with unavailable without a clear answer.
 */
export async function fetchProduct(
  sidecar: Pick<Sidecar, 'invoke'>,
  sku: string,
): Promise<Product | undefined> {
  const answer = await sidecar
    .invoke('catalog', {
      method: 'GET',
      path: `/products/${encodeURIComponent(sku)}`,
      timeoutMs: CATALOG_TIMEOUT_MS,
    })
    .catch((error: Error) => ({ status: 503, text: error.message }));
  if (answer.status === 200) return JSON.parse(answer.text) as Product;
  // Only the catalog's own answer counts: a sidecar or a proxy can answer 404 too.
  if (answer.status === 404 && answer.text.includes('/problems/product-not-found'))
    return undefined;
  throw httpProblem('unavailable', `The catalog did not answer for product ${sku}.`);
}
