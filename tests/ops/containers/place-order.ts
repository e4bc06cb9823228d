// Places an order of two units through the gateway, and prints what became of it. Usage: place-order.ts <url of the
// gateway> <folder with secrets.json>. A program of its own, so that it can run in the network of an engine.
import { randomUUID } from 'node:crypto';
import { openClient, type RequestOf } from '@commerce/client';
import { demoAccounts, loadSecrets } from '@commerce/local-stack';
import { orderOf } from '@commerce/testing/shop';
import { waitUntil } from '@commerce/testing/wait-until';

/** Longest time until an order is confirmed or rejected, ms. */
const SETTLE_TIMEOUT_MS = 60_000;
const [url = '', secrets = ''] = process.argv.slice(2);

function answered<Body>(what: string, answer: { ok: boolean; status: number; body?: Body }): Body {
  if (answer.ok) return answer.body as Body;
  throw new Error(`${what}: ${JSON.stringify(answer)}`);
}

const admin = demoAccounts(loadSecrets(secrets)).find(({ roles }) => roles.includes('admin'));
if (admin === undefined) throw new Error('there is no demo account of an admin');
const { email, password } = admin;
const session = answered('sign in', await openClient(url)('signIn', { body: { email, password } }));
const staff = openClient(url, { token: async () => session.accessToken });
const sku = `C${randomUUID().slice(0, 8).toUpperCase()}`;
const price = { amountMinor: 250, currency: 'GBP' } as const;
answered('product', await staff('createProduct', { body: { sku, name: 'A thing', price } }));
const receipt = { params: { sku }, body: { location: 'main', quantity: 10 } };
answered('stock', await staff('receiveStock', receipt));
const since = performance.now();
const order = {
  headers: { 'Idempotency-Key': randomUUID() },
  body: orderOf({ [sku]: 2 }) as RequestOf<'placeOrder'>['body'],
};
const placed = answered('order', await openClient(url)('placeOrder', order));
const settled = await waitUntil(
  async () => {
    const params = { id: placed.id };
    const found = answered('order', await staff('getOrder', { params }));
    return ['confirmed', 'rejected', 'cancelled'].includes(found.status) && found;
  },
  { timeoutMs: SETTLE_TIMEOUT_MS, what: `order ${placed.id} is settled` },
);
const settledMs = Math.round(performance.now() - since);
console.log(JSON.stringify({ id: settled.id, status: settled.status, settledMs }));
