import { waitUntil } from '@commerce/testing';
import test from 'ava';
import { gbp, newOrderId, startPayments } from './payment-app.ts';

// Customers have no time to act in one app, and all the time in the other.
const [patient, hurried] = await Promise.all([
  startPayments(),
  startPayments({ actionWindowMs: 1 }),
]);
const { app, provider } = patient;
test.after.always('the apps are removed', () => Promise.all([patient.stop(), hurried.stop()]));

const atProvider = async (orderId: string) =>
  (await provider.authorizationsOf(orderId)).map(({ status }) => status);

test('nothing to pay is authorized without the provider, and needs no capture and no void', async (t) => {
  const orderId = newOrderId();
  const authorized = { outcome: 'authorized', authorizationId: 'nothing-to-pay' };
  for (const token of ['tok_decline', 'tok_ok']) {
    t.deepEqual((await app.authorize(orderId, token, 0)).body, authorized);
  }
  t.is((await app.capture(orderId, 's1', 0)).body['outcome'], 'captured');
  const refund = await app.refund(orderId, 'r1', 1);
  t.like(refund, { status: 409, body: { type: '/problems/refund-exceeds-captured' } });
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  t.deepEqual(await provider.authorizationsOf(orderId), []);
  t.deepEqual(await app.ledger(orderId), []);
  t.like((await app.read(orderId)).body, { attempts: [{ source: 'nothing' }], operations: [] });
});

test('less than the provider charges is declined in words, without asking it', async (t) => {
  const orderId = newOrderId();
  const body = { amount: { amountMinor: 49, currency: 'CHF' }, token: 'tok_ok' };
  const answer = await app.call('POST', `/payments/${orderId}/authorization`, body);
  const declined = { outcome: 'declined', reason: 'below-minimum', code: 'below-minimum' };
  t.deepEqual(answer.body, declined);
  t.deepEqual(await provider.authorizationsOf(orderId), []);
});

test('another card can be tried after a decline, and every attempt stays visible', async (t) => {
  const orderId = newOrderId();
  t.is((await app.authorize(orderId, 'tok_decline', 1000)).body['outcome'], 'declined');
  t.is((await app.authorize(orderId, 'tok_decline', 1000, 3)).status, 409);
  const second = await app.authorize(orderId, 'tok_ok', 1000, 2);
  t.is(second.body['outcome'], 'authorized');
  t.deepEqual(await app.authorize(orderId, 'tok_ok', 1000, 2), second, 'a repeat is the same');
  const first = await app.authorize(orderId, 'tok_decline', 1000);
  t.is(first.body['outcome'], 'authorized', 'the order is paid');
  t.like((await app.read(orderId)).body, {
    status: 'authorized',
    attempts: [
      { attempt: 1, status: 'declined', reason: 'insufficient-funds' },
      { attempt: 2, status: 'authorized' },
    ],
  });
  t.is((await app.capture(orderId, 's1', 1000)).body['outcome'], 'captured');
  t.deepEqual(await app.forPerson(orderId), []);
});

test('a second attempt while the outcome of the first is unknown is refused', async (t) => {
  const answer = await app.authorize(newOrderId(), 'tok_ok', 1000, 2);
  t.like(answer, { status: 409, body: { type: '/problems/payment-attempt-conflict' } });
});

test('a card that needs 3-D Secure waits for the customer and is authorized once they have acted', async (t) => {
  const orderId = newOrderId();
  const asked = await app.authorize(orderId, 'tok_3ds', 1000);
  t.like(asked.body, { outcome: 'requires-action', action: { kind: 'redirect' } });
  t.deepEqual(await app.authorize(orderId, 'tok_3ds', 1000), asked, 'a repeat is the same');
  t.is((await app.complete(orderId)).body['outcome'], 'requires-action');
  const early = await app.capture(orderId, 's1', 1000);
  t.like(early, { status: 409, body: { type: '/problems/payment-not-authorized' } });

  await provider.byHand({ do: 'complete-action', reference: orderId });
  const completed = await app.complete(orderId);
  t.like(completed.body, { outcome: 'authorized', authorizationId: asked.body['attemptId'] });
  t.deepEqual(await app.complete(orderId), completed);
  t.is((await app.complete(orderId, 2)).status, 404);
  t.like(await app.events(orderId), [
    {
      type: 'PaymentAuthorized.v1',
      data: { attempt: 1, totals: { authorized: gbp(1000), captured: gbp(0) } },
    },
  ]);
  t.is((await app.capture(orderId, 's1', 1000)).body['outcome'], 'captured');
});

test('a customer who fails at the bank is declined, and another card can be tried', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_3ds', 1000);
  await provider.byHand({ do: 'fail-action', reference: orderId });
  const failed = { outcome: 'declined', reason: 'authentication-failed' };
  t.deepEqual((await app.complete(orderId)).body, failed);
  t.like(await app.events(orderId), [{ type: 'PaymentDeclined.v1', data: { attempt: 1 } }]);
  t.is((await app.authorize(orderId, 'tok_ok', 1000, 2)).body['outcome'], 'authorized');
});

test('another card gives up the first one, so that its late success holds no money', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_3ds', 1000);
  t.is((await app.authorize(orderId, 'tok_ok', 1000, 2)).body['outcome'], 'authorized');
  t.deepEqual(await atProvider(orderId), ['voided', 'authorized']);
  const late = await provider.byHand({ do: 'complete-action', reference: orderId });
  t.is(late.status, 409);
  t.like((await app.read(orderId)).body, {
    attempts: [{ status: 'declined', reason: 'superseded' }, { status: 'authorized' }],
  });
});

test('an order that gives up while the customer acts releases the attempt', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_3ds', 1000);
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  t.deepEqual(await atProvider(orderId), ['voided']);
  t.is((await app.complete(orderId)).body['outcome'], 'voided');
});

test('an action that is not taken in time is given up, by the sweep or by who asks first', async (t) => {
  for (const ask of [hurried.app.sweep, hurried.app.complete]) {
    const orderId = newOrderId();
    await hurried.app.authorize(orderId, 'tok_3ds', 1000);
    await waitUntil(
      async () => {
        await ask(orderId);
        return (await hurried.app.read(orderId)).body['status'] === 'declined';
      },
      { timeoutMs: 10_000, what: 'the action is given up' },
    );
    t.like((await hurried.app.read(orderId)).body, { reason: 'action-expired' });
    const [entry] = await hurried.provider.authorizationsOf(orderId);
    t.is(entry?.status, 'voided');
  }
});

test('a second authorization under the key that the provider forgot is released', async (t) => {
  const orderId = await app.authorized();
  await provider.byHand({ do: 'forget-keys' });
  await provider.authorize({ reference: orderId, amount: gbp(1000), token: 'tok_ok' }, orderId);
  t.deepEqual(await atProvider(orderId), ['authorized', 'authorized']);
  await app.reconcile();
  t.deepEqual(await atProvider(orderId), ['authorized', 'voided']);
  t.is((await app.read(orderId)).body['status'], 'authorized');
});
