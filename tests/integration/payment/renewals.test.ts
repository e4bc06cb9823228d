import test from 'ava';
import { gbp, paymentsUnderTest, startStripePayments, newOrderId } from './payment-app.ts';

// The authorization of an order ended at the provider before anything was captured: the customer pays again.
const { app, provider } = await paymentsUnderTest();

const renew = (
  orderId: string,
  { renewalId = 'pay_1', token = 'tok_ok', amountMinor = 1_000 } = {},
) =>
  app.call('PUT', `/payments/${orderId}/renewals/${renewalId}`, {
    amount: gbp(amountMinor),
    token,
  });
const held = async (orderId: string): Promise<string[]> => {
  const entries = (await provider.authorizationsOf(orderId)) as unknown as { status: string }[];
  return entries.map(({ status }) => status);
};

/** An order whose authorization of 10 pounds has expired, as a refused capture has told. */
async function expired(): Promise<string> {
  const orderId = await app.authorized();
  await provider.byHand({ do: 'expire', reference: orderId });
  const refused = await app.capture(orderId, 's1', 1_000);
  if (refused.body['reason'] !== 'authorization-expired') throw new Error('not expired');
  return orderId;
}

test('what ended at the provider is authorized again, once, and the refused capture then succeeds', async (t) => {
  const orderId = await expired();
  const first = await renew(orderId);
  t.like(first, { status: 200, body: { outcome: 'authorized' } });
  t.deepEqual(await renew(orderId), first, 'a repeat is the same');
  t.deepEqual(
    (await renew(orderId, { renewalId: 'pay_2' })).body,
    first.body,
    'it is paid already',
  );
  t.like(await renew(orderId, { renewalId: 'pay_3', amountMinor: 900 }), {
    status: 409,
    body: { type: '/problems/payment-conflict' },
  });
  t.deepEqual(await held(orderId), ['voided', 'authorized']);
  t.like((await app.read(orderId)).body, {
    status: 'authorized',
    authorizationId: first.body['authorizationId'],
    attempts: [
      { attempt: 1, status: 'voided', reason: 'authorization-expired' },
      { attempt: 2, status: 'authorized' },
    ],
  });
  t.is((await app.capture(orderId, 's1', 1_000)).body['outcome'], 'captured');
  t.is((await app.refund(orderId, 'r1', 1_000)).body['outcome'], 'refunded');
  t.deepEqual(await app.forPerson(orderId), []);
  t.deepEqual(
    (await app.events(orderId)).map(({ type }) => type),
    [
      ...['PaymentCaptureRefused.v1', 'AuthorizationExpired.v1', 'PaymentAuthorized.v1'],
      ...['PaymentCaptured.v1', 'PaymentRefunded.v1'],
    ],
  );
});

test('a declined card leaves another try, five at most, each of them once', async (t) => {
  const orderId = await expired();
  for (const n of [1, 1, 2, 3, 4, 5]) {
    const declined = await renew(orderId, { renewalId: `pay_${n}`, token: 'tok_decline' });
    t.like(declined.body, { outcome: 'declined', reason: 'insufficient-funds' });
  }
  t.like(await renew(orderId, { renewalId: 'pay_6' }), {
    status: 409,
    body: { type: '/problems/payment-attempt-conflict' },
  });
  const { attempts } = (await app.read(orderId)).body as { attempts: { status: string }[] };
  t.deepEqual(
    attempts.map(({ status }) => status),
    ['voided', ...Array.from({ length: 5 }, () => 'declined')],
  );
});

test('a card that the bank wants confirmed waits for the customer, and another one takes its place', async (t) => {
  const orderId = await expired();
  const waits = await renew(orderId, { token: 'tok_3ds' });
  t.like(waits.body, { outcome: 'requires-action', action: { kind: 'redirect' } });
  t.is((await renew(orderId, { token: 'tok_3ds' })).body['outcome'], 'requires-action');
  const other = await renew(orderId, { renewalId: 'pay_2', token: 'tok_3ds' });
  t.is(other.body['outcome'], 'requires-action');
  t.deepEqual(await held(orderId), ['voided', 'voided', 'requires-action']);
  await provider.byHand({ do: 'complete-action', reference: orderId });
  t.is((await app.complete(orderId, 3)).body['outcome'], 'authorized');
  t.is(
    (await renew(orderId, { renewalId: 'pay_2', token: 'tok_3ds' })).body['outcome'],
    'authorized',
  );
  t.is((await app.capture(orderId, 's1', 1_000)).body['outcome'], 'captured');
  t.deepEqual(await app.forPerson(orderId), []);
});

test('an answer that was lost is found again, and reconciliation releases what nobody asks for again', async (t) => {
  const [orderId, other] = [await expired(), await expired()];
  const lost = { token: 'tok_lost_reply' };
  t.is((await renew(orderId, lost)).body['outcome'], 'unknown');
  t.is((await renew(orderId, lost)).body['outcome'], 'authorized');
  t.deepEqual(await held(orderId), ['voided', 'authorized']);
  t.is((await renew(other, lost)).body['outcome'], 'unknown');
  t.like(await app.forPerson(other), [{ reason: 'capture-refused' }]);
  t.deepEqual(await held(other), ['voided', 'voided']);
});

test('our own void is final, also while the customer pays again', async (t) => {
  const [voided, orderId] = [await expired(), await expired()];
  await app.void(voided);
  t.deepEqual((await renew(voided)).body, { outcome: 'voided' });
  const [answer] = await Promise.all([renew(orderId, { token: 'tok_slow' }), app.void(orderId)]);
  t.not(answer.body['outcome'], 'authorized');
  t.false((await held(orderId)).includes('authorized'));
});

test('an order that is authorized, or partly captured, is not authorized a second time', async (t) => {
  const orderId = await app.authorized();
  t.is((await renew(orderId)).body['outcome'], 'authorized');
  t.deepEqual(await held(orderId), ['authorized']);
  await app.capture(orderId, 's1', 400);
  await provider.byHand({ do: 'expire', reference: orderId });
  await app.capture(orderId, 's2', 600);
  t.like((await renew(orderId, { amountMinor: 600 })).body, { code: 'already-captured' });
});

test('Stripe authorizes again under the key of the renewal', async (t) => {
  const { app: other, stripe, stop } = await startStripePayments({ multicapture: false });
  t.teardown(stop);
  const orderId = newOrderId();
  const { body } = await other.authorize(orderId, 'pm_card_visa', 1_000);
  stripe.account.expire(String(body['authorizationId']));
  t.is((await other.capture(orderId, 's1', 1_000)).body['outcome'], 'refused');
  const path = `/payments/${orderId}/renewals/pay_1`;
  const again = await other.call('PUT', path, { amount: gbp(1_000), token: 'pm_card_visa' });
  t.is(again.body['outcome'], 'authorized');
  t.is((await other.capture(orderId, 's1', 1_000)).body['outcome'], 'captured');
  t.deepEqual(await other.forPerson(orderId), []);
});
