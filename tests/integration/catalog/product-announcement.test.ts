import { randomBytes } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';

const DELIVERY_TIMEOUT_MS = 30_000;

const stack = connectStack();
test.after.always('the connections are closed', () => stack.close());

test('the relay publishes every new product and empties the outbox', async (t) => {
  const { api, tokens } = openShop(stack);
  const headers = await tokens.loadTester();
  const run = randomBytes(4).toString('hex').toUpperCase();
  const skus = Array.from({ length: 20 }, (_, n) => `RELAY-${run}-${n}`);
  const price = { amountMinor: 100, currency: 'GBP' };
  const created = await Promise.all(
    skus.map((sku) => api('POST', '/products', { body: { sku, name: sku, price }, headers })),
  );
  t.deepEqual(new Set(created.map(({ status }) => status)), new Set([201]));
  await waitUntil(
    async () => {
      const { rowCount } = await stack
        .database('catalog')
        .query(`SELECT FROM outbox WHERE event->>'stream' = ANY($1)`, [skus]);
      return rowCount === 0;
    },
    { timeoutMs: DELIVERY_TIMEOUT_MS, what: 'the outbox has none of the new products' },
  );
});
