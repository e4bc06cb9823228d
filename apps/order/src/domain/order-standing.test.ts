import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { OrderStanding } from '@commerce/contracts/order/order-standing';
import test from 'ava';
import {
  confirmed,
  delivered,
  given,
  placed,
  received,
  requested,
  returned,
  firstShipment,
  units,
  wholeShipment,
} from './fulfilment-examples.ts';
import { standingOf } from './order-standing.ts';
import { absent, type PresentOrder } from './order-state.ts';
import { evolve } from './order.ts';

const now = '2026-11-22T10:00:00.000Z';
const after = (events: OrderEvent[]) => standingOf(events.reduce(evolve, absent) as PresentOrder);

type Statuses = [
  payment: OrderStanding['paymentStatus'],
  fulfilment: OrderStanding['fulfilmentStatus'],
  returns: OrderStanding['returnStatus'],
];
type Amounts = [
  total: number,
  authorized: number,
  captured: number,
  refunded: number,
  owed: number,
];

const cancelling = (reason: 'requested' | 'payment-declined'): OrderEvent => ({
  type: 'OrderCancelling.v1',
  data: { reason, startedAt: now },
});
const rejected = (reason: 'out-of-stock' | 'payment-declined'): OrderEvent => ({
  type: 'OrderRejected.v1',
  data: { reason, rejectedAt: now },
});
const cancelled: OrderEvent = {
  type: 'OrderCancelled.v1',
  data: { reason: 'requested', cancelledAt: now },
};
const linesCancelled: OrderEvent = {
  type: 'OrderLinesCancelled.v1',
  data: {
    commandId: 'can_1',
    lines: units([1, 'B', 2]),
    ...{ final: false, cancelledAt: now, status: 'confirmed' },
  },
};
const free: OrderEvent = {
  type: 'OrderConfirmed.v1',
  data: {
    authorizationId: 'nothing-to-pay',
    total: { amountMinor: 0, currency: 'GBP' },
    charges: { discountMinor: 400, taxMinor: 0, shippingMinor: 0 },
    confirmedAt: now,
  },
};
const all = units([0, 'A', 3], [1, 'B', 2]);
const one = units([0, 'A', 1]);

// The order has 3 units of A at 1.00 and 2 of B at 0.50.
const cases: [title: string, events: OrderEvent[], statuses: Statuses, amounts: Amounts][] = [
  ['placed', [placed()], ['pending', 'unshipped', 'none'], [400, 0, 0, 0, 400]],
  ['confirmed', given('split'), ['authorized', 'unshipped', 'none'], [400, 400, 0, 0, 400]],
  [
    'confirmed for nothing',
    [placed(), free],
    ['not-required', 'unshipped', 'none'],
    [0, 0, 0, 0, 0],
  ],
  [
    'with cancelled units: what is owed falls with them',
    given('split', linesCancelled),
    ['authorized', 'unshipped', 'none'],
    [300, 400, 0, 0, 300],
  ],
  [
    'shipped in part',
    given('split', firstShipment),
    ['partially-captured', 'partially-shipped', 'none'],
    [400, 400, 200, 0, 200],
  ],
  ['shipped', given('all', wholeShipment), ['captured', 'shipped', 'none'], [400, 400, 400, 0, 0]],
  [
    'delivered',
    given('all', wholeShipment, delivered),
    ['captured', 'delivered', 'none'],
    [400, 400, 400, 0, 0],
  ],
  [
    'with a requested return',
    given('all', wholeShipment, requested('ret_1', one, 100)),
    ['captured', 'shipped', 'requested'],
    [400, 400, 400, 0, 0],
  ],
  [
    'with a return that has arrived',
    given('all', wholeShipment, requested('ret_1', one, 100), received('ret_1')),
    ['captured', 'shipped', 'received'],
    [400, 400, 400, 0, 0],
  ],
  [
    'returned in part',
    given(
      'all',
      wholeShipment,
      requested('ret_1', one, 100),
      received('ret_1'),
      returned('ret_1', 'partially-returned'),
    ),
    ['partially-refunded', 'shipped', 'partially-returned'],
    [400, 400, 400, 100, 0],
  ],
  [
    'returned',
    given(
      'all',
      wholeShipment,
      requested('ret_1', all, 400),
      received('ret_1'),
      returned('ret_1', 'returned'),
    ),
    ['refunded', 'shipped', 'returned'],
    [400, 400, 400, 400, 0],
  ],
  [
    'being cancelled',
    [placed(), confirmed(), cancelling('requested')],
    ['pending', 'unshipped', 'none'],
    [400, 0, 0, 0, 0],
  ],
  [
    'cancelled',
    [placed(), confirmed(), cancelling('requested'), cancelled],
    ['voided', 'none', 'none'],
    [400, 0, 0, 0, 0],
  ],
  [
    'declined',
    [placed(), cancelling('payment-declined'), rejected('payment-declined')],
    ['declined', 'none', 'none'],
    [400, 0, 0, 0, 0],
  ],
  [
    'out of stock',
    [placed(), rejected('out-of-stock')],
    ['none', 'none', 'none'],
    [400, 0, 0, 0, 0],
  ],
];

for (const [title, events, statuses, amounts] of cases) {
  test(`standingOf() an order that is ${title}`, (t) => {
    const standing = after(events);
    const { paymentStatus, fulfilmentStatus, returnStatus } = standing;
    t.deepEqual([paymentStatus, fulfilmentStatus, returnStatus], statuses);
    const { totalMinor, authorizedMinor, capturedMinor, refundedMinor, owedMinor } =
      standing.amounts;
    t.deepEqual([totalMinor, authorizedMinor, capturedMinor, refundedMinor, owedMinor], amounts);
  });
}
