import test from 'ava';
import { gbp, newOrderId, paymentsUnderTest } from './payment-app.ts';

const { app, provider } = await paymentsUnderTest();

interface Page {
  payments: { orderId: string }[];
  nextCursor?: string;
}
async function list(query: string) {
  const { status, body } = await app.finance('GET', `/payments?${query}`);
  return { status, ...(body as unknown as Page) };
}
const idsOf = (page: Page) => page.payments.map(({ orderId }) => orderId);

test.serial(
  'payments are listed in pages, and by status, reason and what needs a person',
  async (t) => {
    const authorized = await app.authorized();
    const declined = newOrderId();
    await app.authorize(declined, 'tok_decline', 1000);
    const disputed = await app.authorized();
    await app.capture(disputed, 's1', 500);
    const dispute = { reference: disputed, disputeId: 'dp_1', amount: gbp(500), state: 'opened' };
    await provider.byHand({ do: 'dispute', ...dispute });
    const refused = await app.authorized();
    await provider.byHand({ do: 'void', reference: refused });
    await app.capture(refused, 's1', 500);
    await app.reconcile();

    t.deepEqual(idsOf(await list('status=authorized')), [authorized, disputed].sort());
    t.deepEqual(idsOf(await list('reason=insufficient-funds')), [declined]);
    t.deepEqual(idsOf(await list('needs=dispute')), [disputed]);
    t.deepEqual(idsOf(await list('needs=attention')), [refused]);
    t.deepEqual(idsOf(await list('needs=refund-failed')), []);

    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(`limit=1${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      all.push(...idsOf(page));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    t.deepEqual(all, [authorized, declined, disputed, refused].sort());
    t.is((await list('status=lost')).status, 400);
    t.like((await app.finance('GET', `/payments/${disputed}`)).body, { disputed: gbp(500) });
  },
);

test.serial('nobody but finance and the order app reads a payment', async (t) => {
  const orderId = await app.authorized();
  for (const path of ['/payments', `/payments/${orderId}`, '/payment-findings']) {
    t.is((await app.asNobody('GET', path)).status, 401, path);
  }
});

test.serial('a finding is acknowledged, resolved, found again and gone', async (t) => {
  const orderId = await app.authorized();
  const change = (minor: number) =>
    app.database.query('UPDATE payments SET amount_minor = $2 WHERE order_id = $1', [
      orderId,
      minor,
    ]);
  const findings = async (state: string) => {
    const { body } = await app.finance('GET', `/payment-findings?state=${state}`);
    const found = body['findings'] as { findingId: number; orderId: string; note?: string }[];
    return found.filter((one) => one.orderId === orderId);
  };
  const needsPerson = async () =>
    (await app.reconcile()).needsPerson.filter((one) => one.orderId === orderId);

  await change(999);
  const [found] = await needsPerson();
  t.like(found, { reason: 'amount-mismatch' });
  t.like(await findings('open'), [{ findingId: found?.findingId }]);
  const path = `/payment-findings/${found?.findingId}/resolution`;
  const decide = (decision: string) => app.finance('POST', path, { decision, note: 'Known.' });

  t.is((await decide('book')).status, 409, 'no money moved');
  t.like((await decide('acknowledge')).body, { state: 'acknowledged', note: 'Known.' });
  t.deepEqual(await needsPerson(), [], 'an acknowledged finding alarms nobody');
  t.like((await decide('resolve')).body, { state: 'resolved' });
  t.is((await needsPerson()).length, 1, 'it was not solved');
  await change(1000);
  t.deepEqual(await needsPerson(), []);
  t.is((await findings('resolved')).length, 1, 'what is no longer found is resolved');
  const unknown = '/payment-findings/999999/resolution';
  t.is((await app.finance('POST', unknown, { decision: 'resolve', note: 'x' })).status, 404);
});

/** Runs a reconciliation, and answers the open findings about an order. */
async function openFindings(orderId: string) {
  await app.reconcile();
  const { body } = await app.finance('GET', '/payment-findings?state=open&limit=100');
  const found = body['findings'] as { findingId: number; orderId: string; reason: string }[];
  return found.filter((one) => one.orderId === orderId);
}
const solve = (findingId: number | undefined, decision: string) =>
  app.finance('POST', `/payment-findings/${findingId}/resolution`, { decision, note: 'Decided.' });
const shipped = (stream: string, shipmentId: string, amountMinor: number) =>
  app.deliver([
    {
      ...{ id: `${stream}:3`, seq: 3, stream, type: 'OrderShipped.v1' },
      data: { shipmentId, captureAmount: gbp(amountMinor), final: false },
    },
  ]);
/** Makes the operations of an order old. */
const age = (orderId: string) =>
  app.database.query(
    `UPDATE payment_operations SET updated_at = now() - interval '2 hours' WHERE order_id = $1`,
    [orderId],
  );

test('money that was captured for goods that did not leave is found, and finance gives it back', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 400);
  await app.capture(orderId, 's2', 600);
  t.deepEqual(await shipped(orderId, 's2', 600), ['SUCCESS']);
  t.deepEqual(await openFindings(orderId), [], 'the event may still be on its way');
  await age(orderId);
  const [found, ...others] = await openFindings(orderId);
  t.like(found, { reason: 'captured-not-shipped', operationId: 's1' });
  t.deepEqual(others, []);
  t.like(await solve(found?.findingId, 'capture'), {
    status: 409,
    body: { type: '/problems/finding-not-solvable' },
  });
  for (const _ of [1, 2]) {
    t.like(await solve(found?.findingId, 'refund'), { status: 200, body: { state: 'resolved' } });
  }
  t.like((await app.read(orderId)).body, { captured: gbp(1_000), refunded: gbp(400) });
  t.deepEqual(await openFindings(orderId), []);
  t.is((await app.capture(orderId, 's1', 400)).status, 409, 'it is not shipped without its money');
});

test('a capture whose shipment has arrived late is no longer found', async (t) => {
  const orderId = await app.authorized();
  await app.capture(orderId, 's1', 1_000);
  await age(orderId);
  t.is((await openFindings(orderId)).length, 1);
  await shipped(orderId, 's1', 1_000);
  t.deepEqual(await openFindings(orderId), []);
});

test('nobody captures for goods that have not left: they are shipped instead', async (t) => {
  const orderId = await app.authorized();
  await provider.byHand({ do: 'expire', reference: orderId });
  await app.capture(orderId, 's1', 1_000);
  const [found] = await openFindings(orderId);
  t.like(found, { reason: 'capture-refused' });
  t.is((await solve(found?.findingId, 'capture')).status, 409);
});

test('goods that left without their money are found, and finance asks for it once more', async (t) => {
  const orderId = newOrderId();
  await app.authorize(orderId, 'tok_decline', 1_000);
  t.deepEqual(await shipped(orderId, 's1', 1_000), ['SUCCESS']);
  const [found] = await openFindings(orderId);
  t.like(found, { reason: 'capture-refused', operationId: 's1' });
  t.is((await solve(found?.findingId, 'capture')).status, 409, 'there is still no money');
  t.is((await solve(found?.findingId, 'refund')).status, 409);
  await app.authorize(orderId, 'tok_ok', 1_000, 2);
  t.like(await solve(found?.findingId, 'capture'), { status: 200, body: { state: 'resolved' } });
  t.like((await app.read(orderId)).body, { captured: gbp(1_000) });
  t.deepEqual(await openFindings(orderId), []);
});
