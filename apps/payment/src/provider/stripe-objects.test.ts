import test from 'ava';
import type Stripe from 'stripe';
import { captureNote, noticeOf, toBookPayment } from './stripe-objects.ts';

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

test('captureNote() fits what Stripe takes as metadata, whatever the id', (t) => {
  const operationId = 's'.repeat(100);
  const [[name, value] = ['', '']] = Object.entries(
    captureNote({ operationId, attempt: 1, amount }),
  );
  t.true(name.length <= 40);
  t.true(value.length <= 500);
});

test('toBookPayment() reads captures from their notes and refunds from the charge', (t) => {
  const metadata = {
    orderId: 'ord_1',
    ...captureNote({ operationId: 's1', attempt: 1, amount }),
    ...captureNote({ operationId: 's2', attempt: 3, amount }),
  };
  const book = toBookPayment(intent({ metadata, latest_charge: { refunds: { data: [refund] } } }));
  t.like(book, { orderId: 'ord_1', status: 'authorized', authorizationId: 'pi_1' });
  t.deepEqual(book?.amount, { amountMinor: 1000, currency: 'GBP' });
  t.deepEqual(
    book?.moves.map(({ kind, operationId, attempt, status }) => [
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

test('toBookPayment() leaves out what is not of this shop', (t) => {
  t.is(toBookPayment(intent({ metadata: {} })), undefined);
});

test('toBookPayment() knows a cancelled one as voided and an unpaid one as declined', (t) => {
  t.is(toBookPayment(intent({ status: 'canceled' }))?.status, 'voided');
  t.is(toBookPayment(intent({ status: 'succeeded' }))?.status, 'authorized');
  t.is(toBookPayment(intent({ status: 'requires_payment_method' }))?.status, 'declined');
});

test('noticeOf() tells authorizations, voids and refunds, and nothing of the rest', (t) => {
  const event = (type: string, object: object) =>
    noticeOf({ id: 'evt_1', type, data: { object } } as unknown as Stripe.Event);
  t.like(event('payment_intent.amount_capturable_updated', intent({})), {
    about: 'authorization',
    authorizationId: 'pi_1',
  });
  t.like(event('payment_intent.canceled', intent({})), { about: 'void', orderId: 'ord_1' });
  t.like(event('refund.failed', { ...refund, status: 'failed' }), {
    about: 'move',
    move: { status: 'refused', attempt: 2 },
  });
  t.like(event('refund.updated', { ...refund, metadata: {} }), { about: 'other' });
  t.like(event('payment_intent.canceled', intent({ metadata: {} })), { about: 'other' });
  t.like(event('customer.created', {}), { about: 'other' });
});
