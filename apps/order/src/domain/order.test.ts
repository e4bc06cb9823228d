import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { it } from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent } from './order-state.ts';
import { evolve, isSettled, orderDecider, type OrderCommand } from './order.ts';

const now = '2026-11-22T10:00:00.000Z';
const later = '2026-11-22T10:00:05.000Z';
const total = { amountMinor: 1000, currency: 'GBP' };
const data = {
  customerId: '17850',
  lines: [{ sku: '85123A', quantity: 4, unitPriceMinor: 250 }],
  total,
  personal: 'encrypted',
  requestHash: 'hash-1',
};
const shortages = [{ sku: '85123A', requested: 4, available: 1 }];

const placed: OrderEvent = { type: 'OrderPlaced.v2', data: { ...data, placedAt: now } };
const confirmed: OrderEvent = {
  type: 'OrderConfirmed.v1',
  data: { authorizationId: 'aut_1', total, confirmedAt: later },
};
const standing = {
  ...{ paymentStatus: 'authorized', fulfilmentStatus: 'unshipped', returnStatus: 'none' },
  amounts: {
    ...{ totalMinor: 1000, authorizedMinor: 1000, capturedMinor: 0, refundedMinor: 0 },
    owedMinor: 1000,
  },
} as const;
const cancelling = (reason: 'requested' | 'payment-declined'): OrderEvent => ({
  type: 'OrderCancelling.v1',
  data: { reason, startedAt: later },
});
const cancelled: OrderEvent = {
  type: 'OrderCancelled.v1',
  data: { reason: 'requested', cancelledAt: later },
};
const declined: OrderEvent = {
  type: 'OrderRejected.v1',
  data: { reason: 'payment-declined', rejectedAt: later },
};
const outOfStock: OrderEvent = {
  type: 'OrderRejected.v1',
  data: { reason: 'out-of-stock', shortages, rejectedAt: later },
};

const place: OrderCommand = { type: 'PlaceOrder', data, now };
const confirm: OrderCommand = {
  type: 'ConfirmOrder',
  authorizationId: 'aut_1',
  total,
  now: later,
};
const reject: OrderCommand = { type: 'RejectOrder', shortages, now: later };
const abandon: OrderCommand = { type: 'AbandonOrder', reason: 'payment-declined', now: later };
const cancel: OrderCommand = { type: 'CancelOrder', now: later };
const record: OrderCommand = { type: 'RecordCompensated', now: later };

const notFound = rejected('order-not-found', 'There is no order with this id.');
test('placeOrder() places an order that does not exist yet', it([], place, accepted(placed)));
test('placeOrder() accepts the same request again as a repeat', it([placed], place, accepted()));
test(
  'placeOrder() accepts the same request again after the end',
  it([placed, confirmed, cancelling('requested'), cancelled], place, accepted()),
);
test(
  'placeOrder() refuses another request under the same id',
  it(
    [placed],
    { ...place, data: { ...data, requestHash: 'hash-2' } },
    rejected('idempotency-key-reused', 'This key was used with another order.'),
  ),
);

test('confirmOrder() confirms a placed order', it([placed], confirm, accepted(confirmed)));
test('an event says where the order stands after it', (t) => {
  const decision = orderDecider.decide(confirm, evolve(absent, placed));
  t.deepEqual(decision.ok && decision.events, [
    { ...confirmed, data: { ...confirmed.data, standing } } as OrderEvent,
  ]);
});
test('confirmOrder() needs an order', it([], confirm, notFound));
test('confirmOrder() again changes nothing', it([placed, confirmed], confirm, accepted()));
test(
  'confirmOrder() does not revive an order that is being cancelled',
  it([placed, cancelling('requested')], confirm, accepted()),
);
test(
  'confirmOrder() does not revive a rejected order',
  it([placed, declined], confirm, accepted()),
);

test('rejectOrder() names the short lines', it([placed], reject, accepted(outOfStock)));
test('rejectOrder() needs an order', it([], reject, notFound));
test('rejectOrder() again changes nothing', it([placed, outOfStock], reject, accepted()));
test(
  'rejectOrder() does not reject a confirmed order',
  it([placed, confirmed], reject, accepted()),
);

test(
  'abandonOrder() starts the compensation of a placed order',
  it([placed], abandon, accepted(cancelling('payment-declined'))),
);
test('abandonOrder() needs an order', it([], abandon, notFound));
test(
  'abandonOrder() again changes nothing',
  it([placed, cancelling('payment-declined')], abandon, accepted()),
);
test(
  'abandonOrder() does not touch a confirmed order',
  it([placed, confirmed], abandon, accepted()),
);

test(
  'cancelOrder() starts the compensation of a confirmed order',
  it([placed, confirmed], cancel, accepted(cancelling('requested'))),
);
test(
  'cancelOrder() starts the compensation of an order that is not confirmed yet',
  it([placed], cancel, accepted(cancelling('requested'))),
);
test('cancelOrder() needs an order', it([], cancel, notFound));
test(
  'cancelOrder() again changes nothing',
  it([placed, confirmed, cancelling('requested')], cancel, accepted()),
);
test(
  'cancelOrder() of a cancelled order changes nothing',
  it([placed, confirmed, cancelling('requested'), cancelled], cancel, accepted()),
);
test(
  'cancelOrder() is refused for a rejected order',
  it(
    [placed, outOfStock],
    cancel,
    rejected('order-not-cancellable', 'The order was rejected: nothing is left to cancel.'),
  ),
);

test(
  'recordCompensated() cancels an order that was cancelled on request',
  it([placed, confirmed, cancelling('requested')], record, accepted(cancelled)),
);
test(
  'recordCompensated() rejects an order whose payment was declined',
  it([placed, cancelling('payment-declined')], record, accepted(declined)),
);
test(
  'recordCompensated() again changes nothing',
  it([placed, cancelling('requested'), cancelled], record, accepted()),
);
test(
  'recordCompensated() is refused if the order was not being cancelled',
  it(
    [placed, confirmed],
    record,
    rejected('order-not-cancelling', 'The order is not being cancelled.'),
  ),
);
test('recordCompensated() needs an order', it([], record, notFound));

test('evolve() ignores events that cannot be the first of an order', (t) => {
  t.deepEqual(evolve(absent, confirmed), absent);
  t.deepEqual(evolve(absent, cancelled), absent);
});

test('isSettled() is false only for an order that moves on by itself', (t) => {
  const all = ['absent', 'placed', 'confirmed', 'shipped', 'rejected', 'cancelling', 'cancelled'];
  const settled = (all as Parameters<typeof isSettled>[0]['status'][]).filter((status) =>
    isSettled({ status }),
  );
  t.deepEqual(settled, ['confirmed', 'shipped', 'rejected', 'cancelled']);
});

test('toResource() answers nothing for an order that does not exist', (t) => {
  t.is(toResource('ord_1', absent, 0), undefined);
});

test('toResource() shows why an order was rejected and which lines were short', (t) => {
  const state = [placed, outOfStock].reduce(evolve, absent);
  t.deepEqual(toResource('ord_1', state, 2), {
    id: 'ord_1',
    status: 'rejected',
    ...{ paymentStatus: 'none', fulfilmentStatus: 'none', returnStatus: 'none' },
    amounts: {
      totalMinor: total.amountMinor,
      ...{ authorizedMinor: 0, capturedMinor: 0, refundedMinor: 0, owedMinor: 0 },
    },
    lines: data.lines.map((line, index) => ({ lineId: `l${index + 1}`, ...line })),
    total,
    version: 2,
    customerId: '17850',
    placedAt: now,
    rejection: { code: 'out-of-stock', lines: shortages },
  });
});

const { personal: _, ...bare } = data;
const inClear = { ...bare, shippingAddress: { country: 'GB' }, paymentToken: 'tok_ok' };
const placedInClear: OrderEvent = {
  type: 'OrderPlaced.v1',
  data: { ...inClear, placedAt: now },
};

test('toResource() never shows the payment token or the address', (t) => {
  for (const event of [placed, placedInClear]) {
    const shown = JSON.stringify(toResource('ord_1', evolve(absent, event), 1));
    t.notRegex(shown, /tok_ok|shippingAddress|encrypted|hash-1/);
  }
});

test('an order whose personal data are in clear continues like any other', (t) => {
  const decision = orderDecider.decide(confirm, evolve(absent, placedInClear));
  const events = decision.ok ? decision.events : [];
  t.is(events.length, 1);
  const orders = [placedInClear, placed].map((first) =>
    toResource('ord_1', [first, ...events].reduce(evolve, absent), 2),
  );
  t.deepEqual(orders[0], orders[1]);
});
