import test from 'ava';
import { gbp, newOrderId, paymentsUnderTest, startStripePayments } from './payment-app.ts';

// An edit raises the total of an order: the new total is authorized, then the earlier authorization is released.
const { app, provider } = await paymentsUnderTest();

const reauthorize = (
  orderId: string,
  amountMinor: number,
  { editId = 'edt_1', token = 'tok_ok' } = {},
) =>
  app.call('PUT', `/payments/${orderId}/authorizations/${editId}`, {
    amount: gbp(amountMinor),
    token,
  });
const held = async (orderId: string): Promise<[string, number][]> => {
  const entries = (await provider.authorizationsOf(orderId)) as unknown as {
    status: string;
    amount: { amountMinor: number };
  }[];
  return entries.map(({ status, amount }) => [status, amount.amountMinor]);
};

test('the new total takes the place of the earlier authorization, once per edit', async (t) => {
  const orderId = await app.authorized();
  const first = await reauthorize(orderId, 1_500);
  t.like(first, { status: 200, body: { outcome: 'authorized' } });
  t.deepEqual(await reauthorize(orderId, 1_500), first, 'a repeat is the same');
  t.like(await reauthorize(orderId, 1_600), {
    status: 409,
    body: { type: '/problems/payment-conflict' },
  });
  t.deepEqual(await held(orderId), [
    ['voided', 1_000],
    ['authorized', 1_500],
  ]);
  t.like((await app.read(orderId)).body, {
    status: 'authorized',
    amount: gbp(1_500),
    authorizationId: first.body['authorizationId'],
    attempts: [
      { attempt: 1, status: 'voided', reason: 'replaced', amount: gbp(1_000) },
      { attempt: 2, status: 'authorized', amount: gbp(1_500) },
    ],
  });
  t.is((await app.capture(orderId, 's1', 1_500)).body['outcome'], 'captured');
  t.is((await app.refund(orderId, 'r1', 1_500)).body['outcome'], 'refunded');
  t.deepEqual(await app.forPerson(orderId), []);
});

const declines = [
  ['tok_decline', 'insufficient-funds', 'insufficient-funds'],
  ['tok_3ds', 'action-required', 'released'],
] as const;
for (const [token, reason, repeated] of declines) {
  test(`${reason}: the earlier authorization stays, and nothing else is held`, async (t) => {
    const orderId = await app.authorized();
    for (const expected of [reason, repeated]) {
      const declined = await reauthorize(orderId, 1_500, { token });
      t.like(declined.body, { outcome: 'declined', reason: expected });
    }
    t.like((await app.read(orderId)).body, { status: 'authorized', amount: gbp(1_000) });
    t.deepEqual(
      (await held(orderId)).filter(([status]) => status === 'authorized'),
      [['authorized', 1_000]],
    );
    t.is((await reauthorize(orderId, 1_200, { editId: 'edt_2' })).body['outcome'], 'authorized');
    t.deepEqual(await app.forPerson(orderId), []);
  });
}

test('an answer that was lost is found again under the key of the edit', async (t) => {
  const orderId = await app.authorized();
  const lost = await reauthorize(orderId, 1_500, { token: 'tok_lost_reply' });
  t.is(lost.body['outcome'], 'unknown');
  t.like((await app.read(orderId)).body, { amount: gbp(1_000) });
  const again = await reauthorize(orderId, 1_500, { token: 'tok_lost_reply' });
  t.is(again.body['outcome'], 'authorized');
  t.deepEqual(await held(orderId), [
    ['voided', 1_000],
    ['authorized', 1_500],
  ]);
});

test('reconciliation releases the authorization of an edit that was given up', async (t) => {
  const orderId = await app.authorized();
  await reauthorize(orderId, 1_500, { token: 'tok_lost_reply' });
  t.deepEqual(await app.forPerson(orderId), []);
  t.deepEqual(await held(orderId), [
    ['authorized', 1_000],
    ['voided', 1_500],
  ]);
  t.like((await app.read(orderId)).body, { status: 'authorized', amount: gbp(1_000) });
});

test('an edit that was given up gets no money, whatever is still under way', async (t) => {
  const withdraw = (orderId: string) =>
    app.call('DELETE', `/payments/${orderId}/authorizations/edt_1`);
  const [orderId, other] = [await app.authorized(), await app.authorized()];
  const late = reauthorize(orderId, 1_500, { token: 'tok_slow' });
  await provider.untilPending(orderId);
  t.deepEqual((await withdraw(orderId)).body, { outcome: 'voided' });
  t.like((await late).body, { outcome: 'declined', code: 'released' });
  t.like((await reauthorize(orderId, 1_500)).body, { outcome: 'declined', code: 'released' });
  t.deepEqual(await held(orderId), [
    ['authorized', 1_000],
    ['voided', 1_500],
  ]);
  const { body } = await reauthorize(other, 1_500);
  t.deepEqual((await withdraw(other)).body, body, 'it has its money: it is booked');
  t.like((await app.read(other)).body, { status: 'authorized', amount: gbp(1_500) });
  const free = newOrderId();
  t.deepEqual((await withdraw(free)).body, { outcome: 'voided' });
  t.like((await reauthorize(free, 900)).body, { outcome: 'declined', code: 'released' });
  t.deepEqual(await held(free), []);
});

test('an order that cost nothing is charged once an edit adds something', async (t) => {
  for (const orderId of [newOrderId(), newOrderId()]) {
    if (orderId.endsWith('0')) await app.authorize(orderId, 'tok_ok', 0);
    t.is((await reauthorize(orderId, 900)).body['outcome'], 'authorized');
    t.is((await reauthorize(orderId, 900)).body['outcome'], 'authorized');
    t.deepEqual(await held(orderId), [['authorized', 900]]);
  }
});

test('too little to charge, and a payment of which something is captured, are declined in words', async (t) => {
  const small = newOrderId();
  const body = { amount: { amountMinor: 49, currency: 'CHF' }, token: 'tok_ok' };
  const answer = await app.call('PUT', `/payments/${small}/authorizations/edt_1`, body);
  t.like(answer.body, { outcome: 'declined', code: 'below-minimum' });
  const captured = await app.authorized();
  await app.capture(captured, 's1', 400);
  t.like((await reauthorize(captured, 1_500)).body, {
    outcome: 'declined',
    code: 'already-captured',
  });
  t.deepEqual(await held(captured), [['authorized', 1_000]]);
});

test('a payment that was voided stays so', async (t) => {
  const orderId = await app.authorized();
  await app.void(orderId);
  t.deepEqual((await reauthorize(orderId, 1_500)).body, { outcome: 'voided' });
  t.deepEqual(await held(orderId), [['voided', 1_000]]);
});

test('a void while the new total is authorized releases both', async (t) => {
  const orderId = await app.authorized();
  const [answer] = await Promise.all([
    reauthorize(orderId, 1_500, { token: 'tok_slow' }),
    app.void(orderId),
  ]);
  t.is(answer.body['outcome'], 'voided');
  t.deepEqual(
    (await held(orderId)).filter(([status]) => status === 'authorized'),
    [],
  );
});

test('Stripe holds the new total and cancels the earlier intent', async (t) => {
  const { app: other, stop } = await startStripePayments({ multicapture: false });
  t.teardown(stop);
  const orderId = newOrderId();
  await other.authorize(orderId, 'pm_card_visa', 1_000);
  const path = `/payments/${orderId}/authorizations/edt_1`;
  const again = await other.call('PUT', path, { amount: gbp(1_500), token: 'pm_card_visa' });
  t.is(again.body['outcome'], 'authorized');
  t.is((await other.capture(orderId, 's1', 1_500)).body['outcome'], 'captured');
  t.like((await other.read(orderId)).body, { captured: gbp(1_500) });
  t.deepEqual(await other.forPerson(orderId), []);
});
