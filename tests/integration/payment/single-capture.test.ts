import test from 'ava';
import { gbp, paymentsUnderTest } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();

async function movesOf(orderId: string) {
  const [entry] = await provider.authorizationsOf(orderId);
  return (entry?.moves ?? []).map(({ kind, amount, status }) => [kind, amount.amountMinor, status]);
}

test('the authorization says that the provider captures once, and until when it holds the money', async (t) => {
  const orderId = await app.authorized('tok_single_capture');
  const { body } = await app.authorize(orderId, 'tok_single_capture', 1000);
  t.like(body, { outcome: 'authorized', captures: 'one' });
  t.true(Date.parse(String(body['expiresAt'])) > Date.now());
});

test('the first of several parcels captures everything, the next ones are covered by it', async (t) => {
  const orderId = await app.authorized('tok_single_capture');
  const answers = [await app.capture(orderId, 's1', 600), await app.capture(orderId, 's2', 400)];
  for (const { body } of answers) t.is(body['outcome'], 'captured');
  t.deepEqual(await movesOf(orderId), [['capture', 1000, 'done']]);
  t.like((await app.read(orderId)).body, {
    captured: gbp(1000),
    operations: [
      { operationId: 's1', amount: gbp(600), moved: gbp(1000) },
      { operationId: 's2', amount: gbp(400), moved: gbp(0) },
    ],
  });
  t.is((await app.ledger(orderId)).length, 2);
  t.is((await app.capture(orderId, 's3', 1)).status, 409);
  t.deepEqual(await app.forPerson(orderId), []);
});

test('the only parcel captures its amount and no more', async (t) => {
  const orderId = await app.authorized('tok_single_capture');
  const { body } = await app.capture(orderId, 's1', 600, { final: true });
  t.is(body['outcome'], 'captured');
  t.deepEqual(await movesOf(orderId), [['capture', 600, 'done']]);
});

test('what was captured for lines that are cancelled later is refunded', async (t) => {
  const orderId = await app.authorized('tok_single_capture');
  await app.capture(orderId, 's1', 600);
  const cancelled = {
    ...{ id: `${orderId}:4`, type: 'OrderLinesCancelled.v1', stream: orderId, seq: 4 },
    data: { captureTotal: gbp(600) },
  };
  t.deepEqual(await app.deliver([cancelled]), ['SUCCESS']);
  await app.sweep();
  t.like((await app.read(orderId)).body, {
    captured: gbp(1000),
    refunded: gbp(400),
    operations: [
      { kind: 'capture' },
      { operationId: 'excess-capture', refundKind: 'adjustment', status: 'done' },
    ],
  });
});
