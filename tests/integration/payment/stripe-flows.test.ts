import { waitUntil } from '@commerce/testing';
import test from 'ava';
import { gbp, newOrderId, startStripePayments, WEBHOOK_SECRET } from './payment-app.ts';

// One account sends webhooks and captures often; of the other only its records are read, and it
// captures once.
const [told, silent] = await Promise.all([
  startStripePayments({ multicapture: true }),
  startStripePayments({ multicapture: false }),
]);
test.after.always('both are removed', () => Promise.all([told.stop(), silent.stop()]));
told.stripe.sendWebhooksTo(told.app.webhookUrl, WEBHOOK_SECRET);
const { account } = told.stripe;

/** A new order with an authorization of 10 pounds, and its PaymentIntent. */
async function authorized({ app, stripe } = told, card = 'pm_card_visa') {
  const orderId = newOrderId();
  const { body } = await app.authorize(orderId, card, 1000);
  const [intent] = stripe.account
    .intents()
    .filter(({ metadata }) => metadata['orderId'] === orderId);
  return { orderId, body, intentId: intent?.id ?? '' };
}

/** Waits until the payment of an order looks so, which only a webhook can cause. */
async function untilTold(orderId: string, isSo: (payment: Record<string, unknown>) => boolean) {
  await waitUntil(async () => isSo((await told.app.read(orderId)).body), {
    timeoutMs: 20_000,
    what: `a webhook about ${orderId} is applied`,
  });
}

const minor = (amount: unknown) => (amount as { amountMinor: number }).amountMinor;
const refundsOf = ({ stripe }: typeof told, intentId: string) =>
  stripe.account.refunds().filter(({ payment_intent: of }) => of === intentId);

test.serial('a declined card is declined with the reason of the bank', async (t) => {
  const { body } = await authorized(told, 'pm_card_visa_chargeDeclined');
  t.like(body, { outcome: 'declined', reason: 'generic_decline' });
});

test.serial(
  'a card that needs 3-D Secure: the webhook authorizes, two parcels are captured, a refund in the dashboard is booked',
  async (t) => {
    const { orderId, body, intentId } = await authorized(told, 'pm_card_authenticationRequired');
    t.like(body, { outcome: 'requires-action', action: { kind: 'client-secret' } });
    account.authenticate(intentId);
    await untilTold(orderId, ({ status }) => status === 'authorized');

    t.is((await told.app.capture(orderId, 's1', 600)).body['outcome'], 'captured');
    t.is((await told.app.capture(orderId, 's2', 400)).body['outcome'], 'captured');
    t.like(told.stripe.account.intent(intentId), { status: 'succeeded', amount_received: 1000 });

    account.refundByHand(intentId, 300);
    await untilTold(orderId, ({ refunded }) => minor(refunded) === 300);
    t.is((await told.app.refund(orderId, 'r1', 1000)).status, 409);
    t.is((await told.app.refund(orderId, 'r1', 700)).body['outcome'], 'refunded');
    t.deepEqual(await told.app.forPerson(orderId), []);
    t.like((await told.app.read(orderId)).body, { captured: gbp(1000), refunded: gbp(1000) });
  },
);

test.serial('a customer who fails at the bank is declined by the webhook', async (t) => {
  const { orderId, intentId } = await authorized(told, 'pm_card_authenticationRequired');
  account.failAuthentication(intentId);
  await untilTold(orderId, ({ status }) => status === 'declined');
  t.like((await told.app.read(orderId)).body, {
    reason: 'payment_intent_authentication_failure',
  });
});

test.serial('an account that captures once takes all with the first parcel', async (t) => {
  const { orderId, body, intentId } = await authorized(silent);
  t.like(body, { outcome: 'authorized', captures: 'one' });
  t.is((await silent.app.capture(orderId, 's1', 600)).body['outcome'], 'captured');
  t.is((await silent.app.capture(orderId, 's2', 400)).body['outcome'], 'captured');
  t.like(silent.stripe.account.intent(intentId), { status: 'succeeded', amount_received: 1000 });
  t.deepEqual(await silent.app.forPerson(orderId), []);
});

test.serial('without webhooks, reconciliation books a refund of the dashboard once', async (t) => {
  const { orderId, intentId } = await authorized(silent);
  await silent.app.capture(orderId, 's1', 1000, { final: true });
  silent.stripe.account.refundByHand(intentId, 300);
  await silent.app.reconcile();
  await silent.app.reconcile();
  t.like((await silent.app.read(orderId)).body, { refunded: gbp(300), refundable: gbp(700) });
});

test.serial('an authorization that lapses is known before goods leave', async (t) => {
  const { orderId, intentId } = await authorized(silent);
  silent.stripe.account.expire(intentId);
  const { body } = await silent.app.capture(orderId, 's1', 1000);
  const refused = { outcome: 'refused', code: 'payment-not-authorized' };
  t.deepEqual(body, { ...refused, reason: 'authorization-expired' });
});

for (const [end, disputed] of [
  ['won', 0],
  ['lost', 1000],
] as const) {
  test.serial(`a dispute that is ${end} is in the books`, async (t) => {
    const { orderId, intentId } = await authorized();
    await told.app.capture(orderId, 's1', 1000);
    const { id } = account.dispute(intentId, 1000);
    await untilTold(orderId, (payment) => minor(payment['disputed']) === 1000);
    t.is((await told.app.refund(orderId, 'r1', 1)).status, 409);
    account.decideDispute(id, end);
    const isDecided = ({ disputes }: Record<string, unknown>) =>
      (disputes as { state: string }[])[0]?.state === end;
    await untilTold(orderId, isDecided);
    t.like((await told.app.read(orderId)).body, { disputed: gbp(disputed) });
  });
}

test.serial('a refund that fails late is ours again', async (t) => {
  const { orderId, intentId } = await authorized(told, 'pm_card_pendingRefund');
  await told.app.capture(orderId, 's1', 1000);
  t.like((await told.app.refund(orderId, 'r1', 400)).body, { outcome: 'refunded', pending: true });
  account.failRefund(refundsOf(told, intentId)[0]?.id ?? '');
  await untilTold(orderId, ({ refunded }) => minor(refunded) === 0);
  t.like((await told.app.read(orderId)).body, { refundable: gbp(1000) });
});

test.serial('a lost answer and a forgotten key give one refund and one capture', async (t) => {
  const { app, stripe } = silent;
  const { orderId, intentId } = await authorized(silent);
  stripe.loseNextAnswer();
  t.is((await app.capture(orderId, 's1', 1000, { final: true })).body['outcome'], 'unknown');
  stripe.forgetKeys();
  await app.sweep();
  stripe.loseNextAnswer();
  t.is((await app.refund(orderId, 'r1', 400)).body['outcome'], 'unknown');
  stripe.forgetKeys();
  await app.sweep();
  t.deepEqual(
    refundsOf(silent, intentId).map(({ amount }) => amount),
    [400],
  );
  t.like((await app.read(orderId)).body, { captured: gbp(1000), refunded: gbp(400) });
  t.deepEqual(await app.forPerson(orderId), []);
});

test.serial('a key is answered once, and refused for another request', async (t) => {
  const orderId = newOrderId();
  const { app, stripe } = silent;
  const first = await app.authorize(orderId, 'pm_card_visa', 1000);
  stripe.loseNextAnswer();
  const other = newOrderId();
  t.is((await app.authorize(other, 'pm_card_visa', 1000)).body['outcome'], 'unknown');
  t.is((await app.authorize(other, 'pm_card_visa', 1000)).body['outcome'], 'authorized');
  t.deepEqual((await app.authorize(orderId, 'pm_card_visa', 1000)).body, first.body);
  const of = (id: string) =>
    stripe.account.intents().filter(({ metadata }) => metadata['orderId'] === id).length;
  t.deepEqual([of(orderId), of(other)], [1, 1]);
});

test.serial('a void releases what is held', async (t) => {
  const { orderId, intentId } = await authorized(silent);
  t.deepEqual((await silent.app.void(orderId)).body, { outcome: 'voided' });
  t.is(silent.stripe.account.intent(intentId).status, 'canceled');
});
