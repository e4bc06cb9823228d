import test from 'ava';
import type Stripe from 'stripe';
import { captureMetadata, webhookEventOf, toProviderPayment } from './stripe-objects.ts';

const amount = { amountMinor: 400, currency: 'GBP' };
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
    captureMetadata({ operationId, attempt: 1, amount }),
  );
  t.true(name.length <= 40);
  t.true(value.length <= 500);
});

test('toProviderPayment() reads captures from the metadata and refunds from the charge', (t) => {
  const metadata = {
    orderId: 'ord_1',
    ...captureMetadata({ operationId: 's1', attempt: 1, amount }),
    ...captureMetadata({ operationId: 's2', attempt: 3, amount }),
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
  t.like(event('payment_intent.canceled', intent({})), { about: 'void', orderId: 'ord_1' });
  t.like(event('refund.failed', { ...refund, status: 'failed' }), {
    about: 'operation',
    operation: { status: 'refused', attempt: 2 },
  });
  t.like(event('refund.updated', { ...refund, metadata: {} }), { about: 'other' });
  t.like(event('payment_intent.canceled', intent({ metadata: {} })), { about: 'other' });
  t.like(event('customer.created', {}), { about: 'other' });
});
