import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { jsonClient } from '@commerce/testing/json-client';
import { readRecords } from '@commerce/testing/records';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// The provider no longer holds the money of an order: it is paid again, and then ships.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const provider = jsonClient(stack.paymentProviderUrl);
const support = await shop.tokens.person('support');
test.after.always(() => stack.close());

const byHand = async (reference: string, action: string) => {
  const body = { reference, do: action };
  const { status } = await provider('POST', '/dashboard', { body });
  if (status >= 300) throw new Error(`the provider answered ${status}`);
};
const pay = (id: string, token?: string, headers: Record<string, string> = {}) =>
  shop.api('POST', `/orders/${id}/payment`, {
    body: token === undefined ? {} : { payment: { token } },
    headers,
  });
const untilPayment = (id: string, status: string) =>
  staff.until(id, `is ${status}`, ({ paymentStatus }) => paymentStatus === status);
const untilBooksAgree = (id: string, sku: string) =>
  waitUntil(
    async () => {
      const records = await readRecords(stack, { orderIds: [id], skus: [sku] });
      return violationsAtRest(records).length === 0;
    },
    { timeoutMs: 60_000, what: `all books of ${id} agree` },
  );
const isParked = async (id: string) => (await staff.parked()).some(({ orderId }) => orderId === id);

test('an authorization that lapsed while a backorder waits is paid again, and captured once', async (t) => {
  const sku = await shop.product(1);
  const { body } = await shop.place({ ...orderOf({ [sku]: 3 }), policy: 'backorder' });
  const id = String(body['id']);
  await byHand(id, 'expire');
  await untilPayment(id, 'authorization-expired');
  t.like(await pay(id, 'tok_decline'), {
    status: 409,
    body: { type: '/problems/payment-declined' },
  });
  const refused = await staff.post(`/orders/${id}/shipments`);
  t.like(refused, { status: 409, body: { type: '/problems/capture-refused' } });
  await waitUntil(() => isParked(id), { timeoutMs: 30_000, what: `${id} is in the list` });
  await untilBooksAgree(id, sku);

  const key = { 'idempotency-key': `again-${id}` };
  const paid = await pay(id, 'tok_ok', key);
  t.is(paid.status, 200);
  t.like(paid.body, { status: 'confirmed', paymentStatus: 'authorized' });
  t.is(paid.body['refusedCapture'], undefined);
  t.is((await pay(id, 'tok_ok', key)).status, 200, 'a repeat changes nothing');
  t.like(await pay(id, 'tok_ok'), { status: 409, body: { type: '/problems/payment-not-waiting' } });
  await waitUntil(async () => !(await isParked(id)), {
    timeoutMs: 30_000,
    what: `nobody needs to decide about ${id}`,
  });
  await shop.api('POST', `/stock/${sku}/receipts`, {
    body: { location: 'main', quantity: 2 },
    headers: await shop.tokens.loadTester(),
  });
  await staff.until(id, 'has all units', ({ fulfilment }) =>
    Boolean(fulfilment?.lines.every(({ waiting }) => waiting === 0)),
  );
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 201);
  t.like(await staff.money(id), { authorized: 1, captured: 750 });
  await untilBooksAgree(id, sku);
  t.deepEqual(
    (await shop.events(id))
      .map(({ type }) => type)
      .filter((type) => /Pay|Capture|Reauth/.test(type)),
    [
      'OrderPaymentChanged.v1',
      ...['OrderPaymentAttempted.v1', 'OrderCaptureRefused.v1'],
      ...['OrderPaymentAttempted.v1', 'OrderReauthorized.v1'],
    ],
  );
});

test('the card of the order is tried again by staff, and a refused capture then succeeds', async (t) => {
  const { id, sku } = await staff.confirmed(2);
  await byHand(id, 'void');
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 409);
  t.like(await pay(id, undefined, support), { status: 200, body: { paymentStatus: 'authorized' } });
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 201);
  t.like(await staff.money(id), { captured: 500 });
  await untilBooksAgree(id, sku);
});

test('a card that its bank wants confirmed is held once the customer has acted', async (t) => {
  const { id, sku } = await staff.confirmed(2);
  await byHand(id, 'expire');
  await untilPayment(id, 'authorization-expired');
  const waits = await pay(id, 'tok_3ds');
  t.is(waits.status, 202);
  t.like(waits.body, {
    status: 'confirmed',
    paymentStatus: 'authorization-expired',
    paymentAction: { action: { kind: 'redirect' } },
  });
  const seen = await pay(id, 'tok_3ds', support);
  t.is(seen.status, 202);
  t.false(JSON.stringify(seen.body).includes('bank.example'), 'it is for the customer only');
  await byHand(id, 'complete-action');
  t.like((await untilPayment(id, 'authorized')).paymentChanges, [{ kind: 'authorization-ended' }]);
  const done = await shop.api('POST', `/orders/${id}/payment/completion`);
  t.like(done, { status: 200, body: { paymentStatus: 'authorized' } });
  t.is((await staff.post(`/orders/${id}/shipments`)).status, 201);
  await untilBooksAgree(id, sku);
});

test('a lapsed order is cancelled like any other, and then nobody pays for it', async (t) => {
  const { id, sku } = await staff.confirmed(1);
  await byHand(id, 'expire');
  await untilPayment(id, 'authorization-expired');
  await staff.post(`/orders/${id}/cancellation`);
  await staff.untilStatus(id, 'cancelled');
  t.like(await pay(id, 'tok_ok'), { status: 409, body: { type: '/problems/payment-not-waiting' } });
  t.like(await staff.money(id), { authorized: 0, captured: 0 });
  await untilBooksAgree(id, sku);
});
