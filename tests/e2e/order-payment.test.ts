import { waitUntil, connectStack } from '@commerce/testing';
import { jsonClient } from '@commerce/testing/json-client';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const provider = jsonClient(stack.paymentProviderUrl);
const support = await shop.tokens.person('support');
test.after.always(() => stack.close());

type Order = Record<string, unknown>;
const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const post = (path: string, body?: object) => shop.api('POST', path, { body, headers: {} });
const read = async (id: string, headers = {}): Promise<Order> =>
  (await shop.api('GET', `/orders/${id}`, { headers })).body;
const until = (id: string, status: string) =>
  waitUntil(
    async () => {
      const order = await read(id);
      return (order['status'] === status || order['paymentStatus'] === status) && order;
    },
    { timeoutMs: 30_000, what: `${id} is ${status}` },
  );

/** What a person, or the customer, does at the provider. */
async function byHand(reference: string, action: object): Promise<void> {
  const { status } = await provider('POST', '/dashboard', { body: { reference, ...action } });
  if (status >= 300) throw new Error(`the provider answered ${status}`);
}

/** A guest's order whose bank wants the customer to act. */
async function waiting() {
  const sku = await shop.product(5);
  const { status, body } = await shop.place(orderOf({ [sku]: 2 }, 'tok_3ds'));
  return { status, body, id: String(body['id']), sku };
}

test('an order with 3-D Secure is answered at once and confirmed when its customer has acted', async (t) => {
  const { id, status, body, sku } = await waiting();
  t.is(status, 202);
  t.like(body, {
    ...{ status: 'placed', paymentStatus: 'requires-action' },
    paymentAction: { attempt: 1, action: { kind: 'redirect' } },
  });
  t.like(await shop.stock(sku), { reserved: 2 });
  t.like(await read(id), { paymentAction: { action: { kind: 'redirect' } } });
  const seen = await read(id, support);
  t.like(seen, { paymentAction: { attempt: 1 } });
  t.false(JSON.stringify(seen).includes('bank.example'));
  const events = await shop.api('GET', `/orders/${id}/events`, { headers: {} });
  t.false(JSON.stringify(events.body).includes('bank.example'));

  const early = await post(`/orders/${id}/payment/completion`);
  t.is(early.status, 202);
  await byHand(id, { do: 'complete-action' });
  const done = await post(`/orders/${id}/payment/completion`);
  t.is(done.status, 200);
  t.like(done.body, { status: 'confirmed', paymentStatus: 'authorized' });
  const { version } = await read(id);
  t.is((await post(`/orders/${id}/payment/completion`)).body['version'], version);
});

test('without the client the webhook confirms, and a failed action gives the stock back', async (t) => {
  const [one, other] = [await waiting(), await waiting()];
  await byHand(one.id, { do: 'complete-action' });
  await byHand(other.id, { do: 'fail-action' });
  await until(one.id, 'confirmed');
  t.like(await until(other.id, 'rejected'), { rejection: { code: 'payment-declined' } });
  t.like(await shop.stock(other.sku), { reserved: 0, available: 5 });
});

test('another card takes the place of the one that waits', async (t) => {
  const { id } = await waiting();
  const again = await post(`/orders/${id}/payment`, { payment: { token: 'tok_3ds' } });
  t.is(again.status, 202);
  t.like(again.body, { paymentStatus: 'requires-action', paymentAction: { attempt: 2 } });
  const third = await post(`/orders/${id}/payment`, { payment: { token: 'tok_ok' } });
  t.is(third.status, 200);
  t.like(third.body, { status: 'confirmed', paymentStatus: 'authorized' });
  const late = await post(`/orders/${id}/payment`, { payment: { token: 'tok_ok' } });
  t.like(late, { status: 409, body: { type: '/problems/payment-not-waiting' } });
});

test('a card that is declined is a problem to a client that prefers strict handling', async (t) => {
  const { id } = await waiting();
  const body = { payment: { token: 'tok_decline' } };
  const path = `/orders/${id}/payment`;
  const headers = { 'idempotency-key': 'strict-1', prefer: 'handling=strict' };
  const declined = await shop.api('POST', path, { body, headers });
  t.like(declined, {
    status: 422,
    body: {
      type: '/problems/order-rejected',
      order: { id, rejection: { code: 'payment-declined' } },
    },
  });
  const completion = await shop.api('POST', `${path}/completion`, { headers });
  t.like(completion, { status: 422, body: { type: '/problems/order-rejected' } });
  t.like(await post(`${path}/completion`), { status: 200, body: { status: 'rejected' } });
});

test('a return refunds what a refund at the provider has left', async (t) => {
  const { id, returnId } = await staff.returning(2);
  await byHand(id, { do: 'refund', amount: gbp(300) });
  t.like(await until(id, 'partially-refunded'), {
    amounts: { capturedMinor: 500, refundedMinor: 300 },
    paymentChanges: [{ kind: 'refunded-at-provider', amount: gbp(300) }],
  });
  await staff.receive(id, returnId);
  t.like(await staff.untilStatus(id, 'returned'), {
    amounts: { refundedMinor: 500 },
    fulfilment: { returns: [{ refundMinor: 500, refundedMinor: 200 }] },
  });
  t.like(await staff.money(id), { captured: 500, refunded: 500 });
});

test('a dispute is on the order until it is won', async (t) => {
  const { id } = await staff.returning(2);
  const dispute = { do: 'dispute', disputeId: `dis_${id}`, amount: gbp(500) };
  await byHand(id, { ...dispute, state: 'opened' });
  t.like(await until(id, 'disputed'), {
    amounts: { disputedMinor: 500 },
    disputes: [{ disputeId: `dis_${id}`, state: 'opened' }],
  });
  await byHand(id, { ...dispute, state: 'won' });
  t.like(await until(id, 'captured'), { disputes: [{ state: 'won' }] });
});

test('an authorization that expired is on the order before anybody ships', async (t) => {
  const { id } = await staff.confirmed(2);
  await byHand(id, { do: 'expire' });
  t.like(await until(id, 'authorization-expired'), {
    paymentChanges: [{ kind: 'authorization-ended', reason: 'authorization-expired' }],
  });
  const { status, body } = await staff.post(`/orders/${id}/shipments`);
  t.like({ status, body }, { status: 409, body: { type: '/problems/capture-refused' } });
});
