import test from 'ava';
import { gbp, newOrderId, paymentsUnderTest } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();

async function operationsAtProvider(orderId: string) {
  const [entry] = await provider.authorizationsOf(orderId);
  return (entry?.moves ?? []).map(({ kind, amount, status }) => [kind, amount.amountMinor, status]);
}

function shipped(orderId: string, seq: number, shipmentId: string, amountMinor: number) {
  return {
    id: `${orderId}:${seq}`,
    type: 'OrderShipped.v1',
    stream: orderId,
    seq,
    data: { shipmentId, captureAmount: gbp(amountMinor), lines: [], shippedAt: '2026-01-01' },
  };
}

test('an authorization can be captured in parts, never beyond its amount', async (t) => {
  const orderId = await app.authorized();
  const first = await app.capture(orderId, 's1', 600);
  t.like(first, { status: 200, body: { outcome: 'captured' } });
  const above = await app.capture(orderId, 's2', 401);
  t.like(above, { status: 409, body: { type: '/problems/capture-exceeds-authorized' } });
  t.is((await app.capture(orderId, 's3', 400)).body['outcome'], 'captured');
  t.deepEqual(await operationsAtProvider(orderId), [
    ['capture', 600, 'done'],
    ['capture', 400, 'done'],
  ]);
  t.like((await app.read(orderId)).body, {
    status: 'authorized',
    amount: gbp(1000),
    captured: gbp(1000),
    refunded: gbp(0),
    operations: [
      { operationId: 's1', kind: 'capture', status: 'done', providerId: first.body['providerId'] },
      { operationId: 's3', kind: 'capture', status: 'done' },
    ],
  });
});

test('a repeated capture, also eight at once, is one capture', async (t) => {
  const orderId = await app.authorized();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => app.capture(orderId, 's1', 600)),
  );
  answers.push(await app.capture(orderId, 's1', 600));
  for (const answer of answers) t.deepEqual(answer, answers[0]);
  t.deepEqual(await operationsAtProvider(orderId), [['capture', 600, 'done']]);
  t.is((await app.ledger(orderId)).length, 2);
  const other = await app.capture(orderId, 's1', 601);
  t.like(other, { status: 409, body: { type: '/problems/payment-operation-conflict' } });
});

test('simultaneous captures never exceed the authorization', async (t) => {
  const orderId = await app.authorized();
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => app.capture(orderId, `s${n}`, 300)),
  );
  t.is(answers.filter(({ body }) => body['outcome'] === 'captured').length, 3);
  t.is(answers.filter(({ status }) => status === 409).length, 3);
  t.like((await app.read(orderId)).body, { captured: gbp(900) });
});

// Serial, because a shipment in another test wakes the sweep, which would complete this capture.
test.serial('a lost answer to a capture is unknown, and the sweep finds the capture', async (t) => {
  const orderId = await app.authorized('tok_timeout_after_capture');
  const lost = await app.capture(orderId, 's1', 600);
  t.deepEqual(lost.body, { outcome: 'unknown', reason: 'provider-unreachable' });
  t.like((await app.read(orderId)).body, { captured: gbp(0), operations: [{ status: 'open' }] });
  await app.sweep();
  t.is((await app.capture(orderId, 's1', 600)).body['outcome'], 'captured');
  t.deepEqual(await operationsAtProvider(orderId), [['capture', 600, 'done']]);
  t.is((await app.ledger(orderId)).length, 2);
});

test('a refund can be partial, happens once per id, and never exceeds the captures', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 600);
  const first = await app.refund(orderId, 'r1', 250);
  t.like(first, { status: 200, body: { outcome: 'refunded' } });
  t.deepEqual(await app.refund(orderId, 'r1', 250), first);
  const above = await app.refund(orderId, 'r2', 351);
  t.like(above, { status: 409, body: { type: '/problems/refund-exceeds-captured' } });
  t.is((await app.refund(orderId, 'r3', 350)).body['outcome'], 'refunded');
  t.like((await app.read(orderId)).body, { captured: gbp(600), refunded: gbp(600) });
  t.deepEqual(await app.ledger(orderId), [
    ['provider-receivable', 600],
    ['customer-payments', -600],
    ['customer-refunds', 250],
    ['provider-receivable', -250],
    ['customer-refunds', 350],
    ['provider-receivable', -350],
  ]);
});

test('a refused partial refund moves no money, and a repeat can succeed', async (t) => {
  const orderId = await app.authorized('tok_refund_fails');
  await app.capture(orderId, 's1', 600);
  const declined = { status: 200, body: { outcome: 'declined', reason: 'refund-refused' } };
  t.deepEqual(await app.refund(orderId, 'r1', 250), declined);
  t.like((await app.read(orderId)).body, { refunded: gbp(0) });
  t.is((await app.ledger(orderId)).length, 2);
  t.is((await app.refund(orderId, 'r1', 250)).body['outcome'], 'refunded');
  t.like((await app.read(orderId)).body, {
    refunded: gbp(250),
    operations: [{ status: 'done' }, { operationId: 'r1', status: 'done', attempt: 2 }],
  });
});

test('a void releases the uncaptured remainder, and captures can still be refunded', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 600);
  t.deepEqual((await app.void(orderId)).body, { outcome: 'voided' });
  const late = await app.capture(orderId, 's2', 1);
  const refused = { outcome: 'refused', code: 'payment-not-authorized', reason: 'voided' };
  t.deepEqual(late, { status: 200, body: refused });
  t.is((await app.refund(orderId, 'r1', 600)).body['outcome'], 'refunded');
  t.like((await app.read(orderId)).body, { status: 'voided', refunded: gbp(600) });
});

test('each shipment of an order captures its part, once', async (t) => {
  const orderId = await app.authorized();
  const first = shipped(orderId, 3, 'ship_1', 600);
  t.deepEqual(await app.deliver([first, first]), ['SUCCESS', 'SUCCESS']);
  t.deepEqual(await app.deliver([first, shipped(orderId, 4, 'ship_2', 400)]), [
    'SUCCESS',
    'SUCCESS',
  ]);
  await app.sweep();
  t.deepEqual(await operationsAtProvider(orderId), [
    ['capture', 600, 'done'],
    ['capture', 400, 'done'],
  ]);
  t.like((await app.read(orderId)).body, { captured: gbp(1000) });
});

test('a capture of a shipment that the rules forbid is recorded as refused, for a person', async (t) => {
  const orderId = await app.authorized();
  t.deepEqual(await app.deliver([shipped(orderId, 3, 'ship_1', 1001)]), ['SUCCESS']);
  t.like((await app.read(orderId)).body, {
    captured: gbp(0),
    operations: [{ status: 'refused', reason: 'capture-exceeds-authorized' }],
  });
});

test('a shipment of zero captures nothing, and an event without its fields is dropped', async (t) => {
  const orderId = await app.authorized();
  const malformed = { ...shipped(orderId, 4, 'ship_2', 1), data: {} };
  t.deepEqual(await app.deliver([shipped(orderId, 3, 'ship_1', 0), malformed]), [
    'SUCCESS',
    'DROP',
  ]);
  t.deepEqual(await operationsAtProvider(orderId), []);
});

test('an operation that does not match its schema changes nothing', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 600);
  for (const amountMinor of [0, -1, 0.5, 1e15]) {
    if (amountMinor !== 0) t.is((await app.capture(orderId, 's2', amountMinor)).status, 400);
    t.is((await app.refund(orderId, 'r1', amountMinor)).status, 400);
  }
  const path = `/payments/${orderId}/refunds`;
  const unknownField = { refundId: 'r1', amount: gbp(1), note: 'x' };
  const refused = await app.call('POST', path, unknownField);
  t.like(refused, { status: 400, body: { type: '/problems/invalid-request' } });
  t.is((await app.call('POST', path, { refundId: '', amount: gbp(1) })).status, 400);
  t.is((await app.call('POST', path, { refundId: 'r1', amount: gbp(1) }, 'a-guess')).status, 404);
  t.is((await app.capture(newOrderId(), 's1', 1)).status, 404);
  t.deepEqual(await operationsAtProvider(orderId), [['capture', 600, 'done']]);
});

test('the database refuses a ledger transaction that does not balance and any change of an entry', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 600);
  const oneSided = `INSERT INTO ledger_entries
    (transaction_id, account, direction, amount_minor, currency, order_id, operation_id)
    VALUES ('t', 'provider-receivable', 'debit', 1, 'GBP', 'o', 'x')`;
  await t.throwsAsync(app.database.query(oneSided), { message: /does not balance/ });
  const change = `UPDATE ledger_entries SET amount_minor = 1 WHERE order_id = $1`;
  await t.throwsAsync(app.database.query(change, [orderId]), { message: /append-only/ });
  const remove = 'DELETE FROM ledger_entries WHERE order_id = $1';
  await t.throwsAsync(app.database.query(remove, [orderId]), { message: /append-only/ });
  const overdrawn = 'UPDATE payments SET refunded_minor = 601 WHERE order_id = $1';
  await t.throwsAsync(app.database.query(overdrawn, [orderId]), { message: /check constraint/ });
});
