import type { OrderStanding } from '@commerce/contracts/order/order-standing';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import fc from 'fast-check';
import { summarize, type SummaryPatch } from './order-summary.ts';

const event = (seq: number, type: string, data: object = {}): StreamEvent => ({
  id: `ord_1:${seq}`,
  type,
  stream: 'ord_1',
  seq,
  at: `2026-11-22T10:00:0${seq}.000Z`,
  correlationId: 'c',
  data,
});
const standing: OrderStanding = {
  ...{ paymentStatus: 'authorized', fulfilmentStatus: 'unshipped', returnStatus: 'none' },
  amounts: {
    ...{ totalMinor: 400, authorizedMinor: 400, capturedMinor: 0, refundedMinor: 0 },
    owedMinor: 400,
  },
};
const events = [
  event(1, 'OrderPlaced.v1', {
    customerId: '17850',
    total: { amountMinor: 500, currency: 'GBP' },
    placedAt: '2026-11-22T10:00:01.000Z',
  }),
  event(2, 'OrderConfirmed.v1', { total: { amountMinor: 400, currency: 'GBP' }, standing }),
  event(3, 'OrderCancelling.v1'),
  event(4, 'OrderCancelled.v1'),
];
const whole: SummaryPatch = {
  orderId: 'ord_1',
  status: 'cancelled',
  version: 4,
  changedAt: '2026-11-22T10:00:04.000Z',
  confirmedMinor: 400,
  standing: { ...standing, version: 2 },
  orderDetails: {
    customerId: '17850',
    totalMinor: 500,
    currency: 'GBP',
    placedAt: '2026-11-22T10:00:01.000Z',
  },
};

test('summarize() keeps the newest status and what was placed', (t) => {
  t.deepEqual(summarize(events), [whole]);
});

test('summarize() gives the same row for any order and repetition of events', (t) => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 4 }),
      (shuffled, repeats) => {
        t.deepEqual(summarize([...shuffled, ...repeats]), [whole]);
      },
    ),
  );
  t.pass();
});

test('summarize() knows the status of an order whose first event has not arrived yet', (t) => {
  const [patch] = summarize([
    event(2, 'OrderConfirmed.v1', { total: { amountMinor: 400, currency: 'GBP' } }),
  ]);
  t.is(patch?.status, 'confirmed');
  t.is(patch?.orderDetails, undefined);
});

test('summarize() keeps orders apart', (t) => {
  const other = { ...event(1, 'OrderRejected.v1'), stream: 'ord_2' };
  t.deepEqual(
    summarize([...events, other]).map(({ orderId, status }) => [orderId, status]),
    [
      ['ord_1', 'cancelled'],
      ['ord_2', 'rejected'],
    ],
  );
});
