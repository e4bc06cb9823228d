import test from 'ava';
import { newOrderId, paymentsUnderTest } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();

async function statusesAtProvider(orderId: string): Promise<string[]> {
  return (await provider.authorizationsOf(orderId)).map(({ status }) => status);
}

test('an authorization is recorded, and a repeat answers it again', async (t) => {
  const orderId = newOrderId();
  const first = await app.authorize(orderId, 'tok_ok');
  t.is(first.status, 200);
  t.is(first.body['outcome'], 'authorized');
  t.deepEqual(await app.authorize(orderId, 'tok_ok'), first);
  t.like((await app.read(orderId)).body, {
    orderId,
    status: 'authorized',
    amount: { amountMinor: 1250, currency: 'GBP' },
    authorizationId: first.body['authorizationId'],
  });
});

test('simultaneous requests for one order make one authorization', async (t) => {
  const orderId = newOrderId();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => app.authorize(orderId, 'tok_ok')),
  );
  const [authorization] = await provider.authorizationsOf(orderId);
  for (const { body } of answers) {
    t.like(body, { outcome: 'authorized', authorizationId: authorization?.id });
  }
  t.deepEqual(await statusesAtProvider(orderId), ['authorized']);
});

test('the app waits for a slow provider', async (t) => {
  const { body } = await app.authorize(newOrderId(), 'tok_slow');
  t.is(body['outcome'], 'authorized');
});

test('a declined payment is answered with 200 and stays declined', async (t) => {
  const orderId = newOrderId();
  const declined = {
    status: 200,
    body: { outcome: 'declined', reason: 'insufficient-funds' },
  };
  t.deepEqual(await app.authorize(orderId, 'tok_decline'), declined);
  t.deepEqual(await app.authorize(orderId, 'tok_ok'), declined);
  t.like((await app.read(orderId)).body, { status: 'declined', reason: 'insufficient-funds' });
});

test('a lost answer has the outcome unknown, and a retry finds the same authorization', async (t) => {
  const orderId = newOrderId();
  t.deepEqual((await app.authorize(orderId, 'tok_lost_reply')).body, {
    outcome: 'unknown',
    reason: 'provider-unreachable',
  });
  t.is((await app.read(orderId)).status, 404);
  const [authorization] = await provider.authorizationsOf(orderId);
  t.like((await app.authorize(orderId, 'tok_lost_reply')).body, {
    outcome: 'authorized',
    authorizationId: authorization?.id,
  });
  t.deepEqual(await statusesAtProvider(orderId), ['authorized']);
});

test('an authorization whose answer was lost is voided at the provider', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_lost_reply');
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  t.deepEqual(await statusesAtProvider(orderId), ['voided']);
});

test('an error of the provider has the outcome unknown and records nothing', async (t) => {
  const orderId = newOrderId();
  t.deepEqual((await app.authorize(orderId, 'tok_error')).body, {
    outcome: 'unknown',
    reason: 'provider-error',
  });
  t.is((await app.read(orderId)).body['type'], '/problems/payment-not-found');
});

test('another amount for an order is refused by our record or by the provider', async (t) => {
  const recorded = newOrderId();
  await app.authorize(recorded, 'tok_ok', 100);
  const refused = await app.authorize(recorded, 'tok_ok', 101);
  t.is(refused.status, 409);
  t.is(refused.body['type'], '/problems/payment-conflict');

  const knownToProviderOnly = newOrderId();
  await app.authorize(knownToProviderOnly, 'tok_lost_reply', 100);
  t.is((await app.authorize(knownToProviderOnly, 'tok_lost_reply', 101)).status, 409);
});

test('a void before any authorization prevents it', async (t) => {
  const orderId = newOrderId();
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  t.deepEqual((await app.authorize(orderId, 'tok_ok')).body, { outcome: 'voided' });
  t.deepEqual(await statusesAtProvider(orderId), []);
  t.like((await app.read(orderId)).body, { orderId, status: 'voided' });
});

test('a void that races a slow authorization leaves nothing authorized', async (t) => {
  const orderId = newOrderId();
  const authorizing = app.authorize(orderId, 'tok_slow');
  await provider.untilPending(orderId);
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  t.deepEqual((await authorizing).body, { outcome: 'voided' });
  t.deepEqual(await statusesAtProvider(orderId), []);
});

// Serial, because the sweep of another test would find the pending void first.
test.serial('an authorization of an order with a recorded void is voided at once', async (t) => {
  const orderId = newOrderId();
  const authorizing = app.authorize(orderId, 'tok_slow');
  await provider.untilPending(orderId);
  // As if a process had recorded the void and ended before it called the provider.
  await app.database.query("INSERT INTO payments (order_id, status) VALUES ($1, 'voided')", [
    orderId,
  ]);
  t.deepEqual((await authorizing).body, { outcome: 'voided' });
  t.deepEqual(await statusesAtProvider(orderId), ['voided']);
  const { body } = await app.read(orderId);
  t.like(body, { status: 'voided', amount: { amountMinor: 1250, currency: 'GBP' } });
  t.is(typeof body['voidedAtProvider'], 'string');
});

test('the payment of an order that ended without a sale is voided, once', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_ok');
  const ended = { id: `${orderId}:4`, type: 'OrderCancelled.v1', stream: orderId, seq: 4 };
  const confirmed = { id: `${orderId}:2`, type: 'OrderConfirmed.v1', stream: orderId, seq: 2 };

  t.deepEqual(await app.deliver([confirmed]), ['SUCCESS']);
  t.like((await app.read(orderId)).body, { status: 'authorized' });

  t.deepEqual(await app.deliver([ended, ended]), ['SUCCESS', 'SUCCESS']);
  t.like((await app.read(orderId)).body, { status: 'voided' });
  await app.sweep();
  t.deepEqual(await statusesAtProvider(orderId), ['voided']);

  const before = await app.read(orderId);
  t.is(typeof before.body['voidedAtProvider'], 'string');
  t.deepEqual(await app.deliver([ended]), ['SUCCESS']);
  t.deepEqual(await app.read(orderId), before);
});

test('an ended order without a payment records nothing', async (t) => {
  const orderId = newOrderId();
  const ended = { id: `${orderId}:2`, type: 'OrderRejected.v1', stream: orderId, seq: 2 };
  t.deepEqual(await app.deliver([ended]), ['SUCCESS']);
  t.is((await app.read(orderId)).status, 404);
});

test('a call without the app token has no effect', async (t) => {
  const orderId = newOrderId();
  const request = { amount: { amountMinor: 1, currency: 'GBP' }, token: 'tok_ok' };
  const path = `/payments/${orderId}/authorization`;
  t.is((await app.call('POST', path, request, '')).status, 404);
  t.is((await app.call('POST', path, request, 'a-guess')).status, 404);
  t.is((await app.call('DELETE', path, undefined, 'a-guess')).status, 404);
  t.deepEqual(await statusesAtProvider(orderId), []);
});

test('a request that does not match its schema is refused', async (t) => {
  const path = `/payments/${newOrderId()}/authorization`;
  t.is((await app.call('POST', path, { amount: { amountMinor: 1 } })).status, 400);
  t.is((await app.call('DELETE', '/payments/not-an-order/authorization')).status, 400);
});

test('the app is not ready without its sidecar, which publishes its events', async (t) => {
  t.is((await app.call('GET', '/readyz')).status, 503);
});
