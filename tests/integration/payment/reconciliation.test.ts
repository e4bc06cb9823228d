import test from 'ava';
import { gbp, newOrderId, type Payments, startPayments } from './payment-app.ts';

// Serial, each with an empty database and provider: a run compares everything in them.
let payments: Payments | undefined;
let app: Payments['app'];
let provider: Payments['provider'];
test.beforeEach(async () => {
  payments = await startPayments();
  ({ app, provider } = payments);
});
test.afterEach.always(() => payments?.stop());

function reasonsOf(differences: { orderId: string; reason: string }[]): string[] {
  return differences.map(({ orderId, reason }) => `${orderId} ${reason}`).sort();
}

test.serial('matching records are unchanged, over several pages of the provider', async (t) => {
  const orderIds = Array.from({ length: 120 }, newOrderId);
  await Promise.all(orderIds.map((orderId) => app.authorize(orderId, 'tok_ok', 1000)));
  await app.capture(orderIds[0] as string, 's1', 600);
  await app.refund(orderIds[0] as string, 'r1', 100);
  await app.void(orderIds[1] as string);
  t.deepEqual(await app.reconcile(), {
    dryRun: false,
    compared: { ours: 120, theirs: 120 },
    repaired: [],
    open: [],
    needsPerson: [],
    unlisted: 0,
  });
});

test.serial('safe repairs are made, and a second run does nothing', async (t) => {
  const lost = await app.authorized('tok_timeout_after_capture');
  await app.capture(lost, 's1', 600);

  const forgottenVoid = await app.authorized();
  await app.database.query(
    `UPDATE payments SET status = 'voided', voided_at_provider = now() WHERE order_id = $1`,
    [forgottenVoid],
  );
  const unconfirmedVoid = await app.authorized();
  await app.void(unconfirmedVoid);
  await app.database.query('UPDATE payments SET voided_at_provider = NULL WHERE order_id = $1', [
    unconfirmedVoid,
  ]);
  const unsent = await app.authorized();
  await app.database.query(
    `INSERT INTO payment_operations
       (order_id, operation_id, kind, amount_minor, currency, status, attempt)
     VALUES ($1, 's1', 'capture', 400, 'GBP', 'open', 1)`,
    [unsent],
  );
  const expected = [
    `${lost} answer-lost`,
    `${forgottenVoid} authorized-after-void`,
    `${unconfirmedVoid} void-unconfirmed`,
    `${unsent} capture-open`,
  ].sort();

  const dry = await app.reconcile(true);
  t.deepEqual(reasonsOf(dry.repaired), expected);
  t.like((await app.read(lost)).body, { captured: gbp(0) });

  const report = await app.reconcile();
  t.deepEqual(reasonsOf(report.repaired), expected);
  t.deepEqual(report.needsPerson, []);
  t.like((await app.read(lost)).body, { captured: gbp(600), operations: [{ status: 'done' }] });
  t.is((await app.ledger(lost)).length, 2);
  t.like((await app.read(unsent)).body, { captured: gbp(400) });
  t.like(await provider.authorizationsOf(forgottenVoid), [{ status: 'voided' }]);

  const second = await app.reconcile();
  t.deepEqual(second.repaired, []);
  t.deepEqual(second.needsPerson, []);
});

test.serial('unsafe differences are listed for a person in every run', async (t) => {
  const unknownReference = newOrderId();
  await provider.authorize(
    { reference: unknownReference, amount: gbp(5), token: 'tok_ok' },
    unknownReference,
  );

  const otherAmount = await app.authorized();
  await app.database.query('UPDATE payments SET amount_minor = 999 WHERE order_id = $1', [
    otherAmount,
  ]);
  const unrequested = await app.authorized();
  await provider.capture(
    { reference: unrequested, operationId: 'x', amount: gbp(1) },
    'another-key',
  );
  const refused = await app.authorized();
  await provider.voidReference(refused);
  await app.capture(refused, 's1', 600);
  const onlyOurs = newOrderId();
  await app.database.query(
    `INSERT INTO payments (order_id, status, amount_minor, currency, authorization_id)
     VALUES ($1, 'authorized', 5, 'GBP', 'auth_x')`,
    [onlyOurs],
  );
  const shippedUnpaid = newOrderId();
  const event = {
    id: `${shippedUnpaid}:1`,
    type: 'OrderShipped.v1',
    stream: shippedUnpaid,
    seq: 1,
  };
  await app.deliver([{ ...event, data: { shipmentId: 'ship_1', captureAmount: gbp(5) } }]);

  const expected = [
    `${unknownReference} unknown-reference`,
    `${otherAmount} amount-mismatch`,
    `${unrequested} unknown-operation`,
    `${refused} capture-refused`,
    `${onlyOurs} unknown-at-provider`,
    `${shippedUnpaid} capture-refused`,
  ].sort();
  for (const report of [await app.reconcile(), await app.reconcile()]) {
    t.deepEqual(report.repaired, []);
    t.deepEqual(reasonsOf(report.needsPerson), expected);
    t.true(report.needsPerson.every(({ detail }) => detail.length > 0));
  }
});

test.serial('totals that differ from the ledger are found', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 600);
  await app.database.query('UPDATE payments SET captured_minor = 601 WHERE order_id = $1', [
    orderId,
  ]);
  t.deepEqual(reasonsOf((await app.reconcile()).needsPerson), [`${orderId} ledger-fault`]);
});

test.serial('a dispute before our capture is booked is no fault of the ledger', async (t) => {
  const orderId = await app.authorized();
  const dispute = { do: 'dispute', reference: orderId, disputeId: 'dp_early', amount: gbp(100) };
  for (const state of ['opened', 'won']) {
    await provider.byHand({ ...dispute, state });
    await app.reconcile();
    t.deepEqual(await app.forPerson(orderId), [], state);
  }
});

test.serial('the route needs the app token', async (t) => {
  const orderId = await app.authorized('tok_timeout_after_capture');
  await app.capture(orderId, 's1', 600);
  t.is((await app.call('POST', '/reconciliations', {}, 'a-guess')).status, 404);
  t.is((await app.call('POST', '/reconciliations', { dryrun: true })).status, 400);
  const report = await app.call('POST', '/reconciliations', {});
  t.like(report, { status: 200, body: { repaired: [{ orderId, reason: 'answer-lost' }] } });
});

test.serial('an unavailable provider is reported as unavailable', async (t) => {
  await app.authorized();
  await provider.stop('SIGKILL');
  const answer = await app.call('POST', '/reconciliations', {});
  t.like(answer, { status: 503, body: { type: '/problems/unavailable' } });
});
