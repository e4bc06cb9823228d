import test from 'ava';
import type Stripe from 'stripe';
import {
  actionOf,
  captureMetadata,
  termsOf,
  toDispute,
  toProviderPayment,
  webhookEventOf,
} from './stripe-objects.ts';

const refund = {
  id: 're_1',
  status: 'succeeded',
  amount: 150,
  currency: 'gbp',
  metadata: { orderId: 'ord_1', operationId: 'r1', attempt: '2' },
};

function intent(over: object): Stripe.PaymentIntent {
  const fields = { id: 'pi_1', amount: 1000, currency: 'gbp', created: 1_767_225_600 };
  const metadata = { orderId: 'ord_1' };
  const known = { ...fields, metadata, status: 'requires_capture', latest_charge: null };
  return { ...known, ...over } as unknown as Stripe.PaymentIntent;
}

test('captureMetadata() fits the limits of Stripe metadata for every id', (t) => {
  const operationId = 's'.repeat(100);
  const [[name, value] = ['', '']] = Object.entries(
    captureMetadata({ operationId, attempt: 1, amount: 400 }),
  );
  t.true(name.length <= 40);
  t.true(value.length <= 500);
});

test('toProviderPayment() reads captures from the metadata and refunds from the charge', (t) => {
  const metadata = {
    orderId: 'ord_1',
    ...captureMetadata({ operationId: 's1', attempt: 1, amount: 400 }),
    ...captureMetadata({ operationId: 's2', attempt: 3, amount: 400 }),
  };
  const payment = toProviderPayment(
    intent({ metadata, latest_charge: { refunds: { data: [refund] } } }),
  );
  t.like(payment, { orderId: 'ord_1', status: 'authorized', authorizationId: 'pi_1' });
  t.deepEqual(payment?.amount, { amountMinor: 1000, currency: 'GBP' });
  t.deepEqual(
    payment?.operations.map(({ kind, operationId, attempt, status }) => [
      kind,
      operationId,
      attempt,
      status,
    ]),
    [
      ['capture', 's1', 1, 'done'],
      ['capture', 's2', 3, 'done'],
      ['refund', 'r1', 2, 'done'],
    ],
  );
});

test('toProviderPayment() ignores a PaymentIntent without an order', (t) => {
  t.is(toProviderPayment(intent({ metadata: {} })), undefined);
});

test('toProviderPayment() maps canceled to voided and unpaid to declined', (t) => {
  t.is(toProviderPayment(intent({ status: 'canceled' }))?.status, 'voided');
  t.is(toProviderPayment(intent({ status: 'succeeded' }))?.status, 'authorized');
  t.is(toProviderPayment(intent({ status: 'requires_payment_method' }))?.status, 'declined');
});

test('webhookEventOf() recognizes authorizations, voids and refunds, and ignores other events', (t) => {
  const event = (type: string, object: object) =>
    webhookEventOf({ id: 'evt_1', type, data: { object } } as unknown as Stripe.Event);
  t.like(event('payment_intent.amount_capturable_updated', intent({})), {
    about: 'authorization',
    authorizationId: 'pi_1',
  });
  t.like(event('payment_intent.canceled', intent({})), { about: 'payment', orderId: 'ord_1' });
  t.like(event('refund.failed', { ...refund, status: 'failed' }), {
    about: 'operation',
    operation: { status: 'refused', attempt: 2 },
  });
  const byHand = { ...refund, metadata: {}, payment_intent: 'pi_1' };
  const changed = { about: 'payment', orderId: undefined, authorizationId: 'pi_1' } as const;
  t.like(event('refund.updated', byHand), changed);
  t.like(event('charge.refunded', { payment_intent: 'pi_1' }), changed);
  t.like(event('charge.expired', { payment_intent: { id: 'pi_1' } }), changed);
  t.like(event('charge.dispute.created', { payment_intent: 'pi_1' }), changed);
  t.like(event('charge.refunded', { payment_intent: null }), { about: 'other' });
  t.like(event('payment_intent.canceled', intent({ metadata: {} })), { about: 'other' });
  t.like(event('customer.created', {}), { about: 'other' });
});

test('toProviderPayment() reads a refund of the dashboard, what it captured in all, and why it ended', (t) => {
  const byHand = { ...refund, id: 're_2', metadata: {}, status: 'pending' };
  const charge = { refunds: { data: [byHand] } };
  const payment = toProviderPayment(intent({ latest_charge: charge, amount_received: 700 }));
  t.is(payment?.capturedMinor, 700);
  t.deepEqual(
    payment?.operations.map(({ operationId, foreign, pending }) => [operationId, foreign, pending]),
    [['re_2', true, true]],
  );
  const ends = { status: 'canceled', cancellation_reason: 'automatic' };
  t.is(toProviderPayment(intent(ends))?.reason, 'authorization-expired');
  const asked = { status: 'canceled', cancellation_reason: 'requested_by_customer' };
  t.is(toProviderPayment(intent(asked))?.reason, 'voided-at-provider');
});

test('termsOf() reads until when the money is held and whether it is captured once', (t) => {
  const card = { capture_before: 1_767_830_400, multicapture: { status: 'unavailable' } };
  const charge = { payment_method_details: { card } };
  t.deepEqual(termsOf(intent({ latest_charge: charge })), {
    expiresAt: '2026-01-08T00:00:00.000Z',
    captures: 'one',
  });
  t.deepEqual(termsOf(intent({ latest_charge: null })), {});
});

test('actionOf() prefers a redirect and else gives the secret for the library of Stripe', (t) => {
  const url = 'https://hooks.stripe.com/3d_secure';
  const redirect = { next_action: { redirect_to_url: { url } }, client_secret: 's' };
  t.deepEqual(actionOf(intent(redirect)), { kind: 'redirect', url });
  const sdk = { next_action: { type: 'use_stripe_sdk' }, client_secret: 's' };
  t.deepEqual(actionOf(intent(sdk)), { kind: 'client-secret', clientSecret: 's' });
});

test('toDispute() knows disputes that withhold money, and no inquiries', (t) => {
  const dispute = (status: string) =>
    toDispute({ id: 'dp_1', amount: 700, currency: 'gbp', status } as Stripe.Dispute)?.state;
  t.is(dispute('needs_response'), 'opened');
  t.is(dispute('under_review'), 'opened');
  t.is(dispute('won'), 'won');
  t.is(dispute('lost'), 'lost');
  t.is(dispute('warning_needs_response'), undefined);
});
