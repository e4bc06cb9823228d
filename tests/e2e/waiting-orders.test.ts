import { MAX_PAYMENT_ATTEMPTS } from '@commerce/contracts/payment/payment-api';
import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { jsonClient } from '@commerce/testing/json-client';
import { readRecords } from '@commerce/testing/records';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// What can happen to an order while it waits for its customer.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const provider = jsonClient(stack.paymentProviderUrl);
test.after.always(() => stack.close());

/** Customers who authenticate in the instant in which they send another card. */
const RACES = 10;

const pay = (id: string, token: string) =>
  shop.api('POST', `/orders/${id}/payment`, { body: { payment: { token } }, headers: {} });
const acts = (reference: string) =>
  provider('POST', '/dashboard', { body: { reference, do: 'complete-action' } });

async function waiting(stock: number, more: object = {}) {
  const sku = await shop.product(stock);
  const { status, body } = await shop.place({ ...orderOf({ [sku]: 2 }, 'tok_3ds'), ...more });
  if (status !== 202) throw new Error(JSON.stringify(body));
  return { id: String(body['id']), sku };
}

async function untilBooksAgree(orders: { id: string; sku: string }[]): Promise<void> {
  const scope = { orderIds: orders.map(({ id }) => id), skus: orders.map(({ sku }) => sku) };
  await waitUntil(async () => violationsAtRest(await readRecords(stack, scope)).length === 0, {
    timeoutMs: 60_000,
    what: 'all books agree',
  });
}

test('backordered units that arrive while an order waits are not waited for later', async (t) => {
  const one = await waiting(0, { policy: 'backorder' });
  const { id, sku } = one;
  const received = await staff.post(`/stock/${sku}/receipts`, { location: 'main', quantity: 2 });
  t.is(received.status, 201);
  await waitUntil(
    async () => (await shop.events(id)).some(({ type }) => type === 'OrderBackorderFillNoted.v1'),
    { timeoutMs: 30_000, what: `${id} knows of its units` },
  );
  t.like(await shop.getOrder(id), { status: 'placed', paymentStatus: 'requires-action' });
  await acts(id);
  const order = await staff.untilStatus(id, 'confirmed');
  t.like(order, { fulfilment: { lines: [{ quantity: 2, waiting: 0 }] } });
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 201);
  await untilBooksAgree([one]);
});

test('an order tries a limited number of cards, and the last one can still be used', async (t) => {
  const { id } = await waiting(5);
  for (let attempt = 2; attempt <= MAX_PAYMENT_ATTEMPTS; attempt++) {
    t.like(await pay(id, 'tok_3ds'), { status: 202, body: { paymentAction: { attempt } } });
  }
  const { version } = await shop.getOrder(id);
  t.like(await pay(id, 'tok_ok'), {
    status: 409,
    body: { type: '/problems/payment-attempts-exhausted' },
  });
  t.is((await shop.getOrder(id)).version, version, 'nothing has changed');
  await acts(id);
  await staff.untilStatus(id, 'confirmed');
});

test('a customer who authenticates while another card is sent pays with one of both', async (t) => {
  const orders = await Promise.all(Array.from({ length: RACES }, () => waiting(5)));
  const answers = await Promise.all(
    orders.map(async ({ id }) => (await Promise.all([acts(id), pay(id, 'tok_ok')]))[1].status),
  );
  for (const [n, { id }] of orders.entries()) {
    t.true([200, 202, 409].includes(answers[n] ?? 0), String(answers[n]));
    await staff.untilStatus(id, 'confirmed');
    t.is((await staff.post(`/orders/${id}/shipments`)).status, 201);
    t.like(await staff.money(id), { captured: 500, refunded: 0 });
  }
  await untilBooksAgree(orders);
  for (const { id } of orders) t.is((await staff.money(id)).authorized, 1, 'the other is voided');
});
