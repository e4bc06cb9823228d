import test from 'ava';
import { fetchProduct } from './catalog-product.ts';

/** A sidecar whose catalog gives this answer. */
const answering = (status: number, body: object) => ({
  invoke: async () => ({ status, text: JSON.stringify(body), headers: {} }),
});

test('a product that the catalog does not have is undefined', async (t) => {
  const missing = answering(404, { type: '/problems/product-not-found' });
  t.is(await fetchProduct(missing, 'MUG'), undefined);
});

test('a 404 that is not of the catalog does not say that there is no such product', async (t) => {
  for (const answer of [answering(404, { errorCode: 'ERR_DIRECT_INVOKE' }), answering(500, {})]) {
    await t.throwsAsync(fetchProduct(answer, 'MUG'), { message: /did not answer for product MUG/ });
  }
});
