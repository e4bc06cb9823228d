import test from 'ava';
import { compareAuthorizations } from './authorizations.ts';
import { compareDeliveries } from './deliveries.ts';
import { compareUnitsTaken } from './events-once.ts';
import { everyInvoiceBecameAnOrder } from './every-invoice.ts';
import { compareReversals, everyReversalTookEffect } from './every-reversal.ts';
import { compareMoney } from './money-moved.ts';
import type { StoredEvent, StoredOrder } from './order-streams.ts';
import { compareStock } from './stock-left.ts';
import { verdict } from './subject.ts';

function confirmedOrder(id: string): StoredOrder {
  const lines = [
    { sku: '85123A', quantity: 6 },
    { sku: '85123A', quantity: 2 },
  ];
  const placed: StoredEvent = {
    id: `${id}:1`,
    stream: id,
    seq: 1,
    atMs: 0,
    type: 'OrderPlaced.v1',
    lines,
  };
  const confirmed: StoredEvent = {
    id: `${id}:2`,
    stream: id,
    seq: 2,
    atMs: 1,
    type: 'OrderConfirmed.v1',
    lines: null,
  };
  return { id, events: [placed, confirmed], lines };
}

test('compareStock() expects received less confirmed units to be available', (t) => {
  const received = new Map([['85123A', 10]]);
  const sold = new Map([['85123A', 8]]);
  const left = { onHand: 10, available: 2 };
  t.deepEqual(compareStock({ received, sold, stock: new Map([['85123A', left]]) }), []);
  const short = new Map([['85123A', { onHand: 10, available: 1 }]]);
  t.is(compareStock({ received, sold, stock: short }).length, 1);
  t.deepEqual(compareStock({ received, sold, stock: new Map() }), [
    '85123A: 0 available, 2 expected',
  ]);
});

test('compareDeliveries() finds missing, unexpected and duplicate deliveries', (t) => {
  const subscriber = {
    consumer: 'reservation',
    database: 'inventory' as const,
    types: ['OrderConfirmed.v1'],
  };
  const { events } = confirmedOrder('ord_a');
  t.deepEqual(compareDeliveries(subscriber, events, ['ord_a:2']), {
    deliveries: 1,
    missing: [],
    unexpected: [],
  });
  t.deepEqual(compareDeliveries(subscriber, events, ['ord_a:1', 'ord_a:1']), {
    deliveries: 1,
    missing: ['reservation ord_a:2'],
    unexpected: ['reservation ord_a:1', 'reservation ord_a:1'],
  });
});

test('compareUnitsTaken() expects the units of each confirmed order and product once', (t) => {
  const orders = [confirmedOrder('ord_a')];
  const gone = { orderId: 'ord_a', sku: '85123A', units: 8, dispatched: 0 };
  t.deepEqual(compareUnitsTaken(orders, [gone]), []);
  t.deepEqual(compareUnitsTaken(orders, []), ['ord_a 85123A: none are taken']);
  t.is(compareUnitsTaken(orders, [gone, gone]).length, 1);
  t.is(compareUnitsTaken(orders, [{ ...gone, units: 6 }]).length, 1);
  t.is(compareUnitsTaken(orders, [{ ...gone, dispatched: 1 }]).length, 1);
  t.deepEqual(compareUnitsTaken(orders, [{ ...gone, dispatched: null }]), []);
});

test('compareUnitsTaken() expects cancelled units back, in part or as a whole', (t) => {
  const order = confirmedOrder('ord_a');
  const last = { stream: 'ord_a', seq: 3, atMs: 2 };
  const cancelled: StoredEvent = {
    ...last,
    id: 'ord_a:3',
    type: 'OrderLinesCancelled.v1',
    lines: [{ sku: '85123A', quantity: 3 }],
  };
  const partly = { ...order, events: [...order.events, cancelled] };
  const gone = { orderId: 'ord_a', sku: '85123A', units: 5, dispatched: 0 };
  t.deepEqual(compareUnitsTaken([partly], [gone]), []);
  t.is(compareUnitsTaken([partly], [{ ...gone, units: 8 }]).length, 1);
  const ended = { ...cancelled, type: 'OrderCancelled.v1', lines: null };
  const whole = { ...order, events: [...order.events, ended] };
  t.deepEqual(compareUnitsTaken([whole], []), []);
  t.is(compareUnitsTaken([whole], [gone]).length, 1);
});

test('compareMoney() expects captures for shipments and refunds for returns', (t) => {
  const order = confirmedOrder('ord_a');
  const add = (type: string, more: Partial<StoredEvent>): StoredEvent => ({
    id: `ord_a:${type}`,
    stream: 'ord_a',
    seq: 3,
    atMs: 2,
    lines: null,
    type,
    ...more,
  });
  const asked = add('OrderReturnRequested.v1', { returnId: 'r', amountMinor: 510 });
  const events = [...order.events, add('OrderShipped.v1', { amountMinor: 2_040 }), asked];
  const shipped = { ...order, events };
  const moved = { capturedMinor: 2_040, refundedMinor: 0 };
  t.deepEqual(compareMoney([order], new Map()), []);
  t.deepEqual(compareMoney([shipped], new Map([['ord_a', moved]])), []);
  t.deepEqual(compareMoney([shipped], new Map()), ['ord_a: 0 captured, 2040 shipped']);
  const returned = { ...order, events: [...events, add('OrderReturned.v1', { returnId: 'r' })] };
  const refunded = { ...moved, refundedMinor: 510 };
  t.deepEqual(compareMoney([returned], new Map([['ord_a', refunded]])), []);
  t.deepEqual(compareMoney([returned], new Map([['ord_a', moved]])), [
    'ord_a: 0 refunded, 510 returned',
  ]);
});

const reversal = {
  cancellationNo: 'C2',
  invoiceNo: '1',
  kind: 'return' as const,
  lines: [
    { lineId: 'l1', sku: '85123A', quantity: 2, amountMinor: 510 },
    { lineId: 'l2', sku: '71053', quantity: 1, amountMinor: 339 },
  ],
};
const actualReversal = {
  kind: 'return' as const,
  units: new Map([
    ['71053', 1],
    ['85123A', 2],
  ]),
  amountMinor: 849,
  done: true,
};

test('compareReversals() compares kind, units, amount and completion of each reversal in order', (t) => {
  const order = { orderId: 'ord_a', reversals: [reversal] };
  t.deepEqual(compareReversals({ ...order, actualReversals: [actualReversal] }), []);
  const others = [
    { ...actualReversal, kind: 'cancellation' as const },
    { ...actualReversal, units: new Map([['85123A', 3]]) },
    { ...actualReversal, amountMinor: 848 },
    { ...actualReversal, done: false },
  ];
  for (const other of others) {
    t.is(compareReversals({ ...order, actualReversals: [other] }).length, 1);
  }
  t.deepEqual(compareReversals({ ...order, actualReversals: [] }), [
    'ord_a, C2: nothing instead of return of 1 71053, 2 85123A for 849',
  ]);
});

test('everyReversalTookEffect() counts failures and reversals without an order', async (t) => {
  const order = { orderId: 'ord_a', reversals: [reversal], actualReversals: [actualReversal] };
  const subject = { actualReversals: [order], reversalFailures: [], reversalsExpected: 1 };
  t.deepEqual(await everyReversalTookEffect(subject), {
    ok: true,
    detail: '0 cancellations, 1 returns',
  });
  t.false((await everyReversalTookEffect({ ...subject, reversalsExpected: 2 })).ok);
  t.false((await everyReversalTookEffect({ ...subject, reversalFailures: ['C2: 503'] })).ok);
});

test('compareAuthorizations() finds authorizations without an order and orders without an authorization', (t) => {
  const orders = [confirmedOrder('ord_a')];
  t.deepEqual(compareAuthorizations({ authorized: ['ord_a'], voided: [] }, orders), []);
  t.is(compareAuthorizations({ authorized: ['ord_a', 'ord_b'], voided: [] }, orders).length, 1);
  t.is(compareAuthorizations({ authorized: [], voided: [] }, orders).length, 1);
});

test('compareAuthorizations() accepts a voided rest once nothing is left to ship', (t) => {
  const order = confirmedOrder('ord_a');
  const reserved = { authorized: [], voided: ['ord_a'] };
  t.is(compareAuthorizations(reserved, [order]).length, 1);
  const [placed] = order.events as [StoredEvent];
  const shipped = { ...placed, seq: 3, type: 'OrderShipped.v1', final: true };
  const shippedOut = { ...order, events: [...order.events, shipped] };
  t.deepEqual(compareAuthorizations(reserved, [shippedOut]), []);
});

test('everyInvoiceBecameAnOrder() counts failures by reason', async (t) => {
  const replayed = [
    { invoiceNo: '1', failure: '503 unavailable' },
    { invoiceNo: '2', failure: '503 unavailable' },
    { invoiceNo: '3', failure: '422 unknown-sku' },
  ];
  t.deepEqual(await everyInvoiceBecameAnOrder({ replayed, ordersExpected: 3 }), {
    ok: false,
    detail: '2 failed: 503 unavailable; 1 failed: 422 unknown-sku',
  });
});

test('everyInvoiceBecameAnOrder() finds two invoices that share an order', async (t) => {
  const order = {
    id: 'ord_a',
    status: 'confirmed' as const,
    lines: [],
    total: { amountMinor: 0, currency: 'GBP' },
  };
  const first = { invoiceNo: '1', order, wasConfirmed: true, latencyMs: 1 };
  const second = { ...first, invoiceNo: '2' };
  t.false((await everyInvoiceBecameAnOrder({ replayed: [first, second], ordersExpected: 2 })).ok);
  t.true((await everyInvoiceBecameAnOrder({ replayed: [first], ordersExpected: 1 })).ok);
});

test('verdict() lists the first faults and counts the rest', (t) => {
  t.deepEqual(verdict([], 'fine'), { ok: true, detail: 'fine' });
  t.deepEqual(verdict(['a', 'b', 'c', 'd', 'e'], 'fine'), { ok: false, detail: 'a; b; c; 2 more' });
});

test('everyInvoiceBecameAnOrder() accepts a confirmed order that was cancelled later', async (t) => {
  const order = {
    id: 'ord_a',
    status: 'cancelled' as const,
    lines: [],
    total: { amountMinor: 0, currency: 'GBP' },
  };
  const sold = { invoiceNo: '1', order, wasConfirmed: true, latencyMs: 1 };
  t.true((await everyInvoiceBecameAnOrder({ replayed: [sold], ordersExpected: 1 })).ok);
  const unsold = { ...sold, wasConfirmed: false };
  t.false((await everyInvoiceBecameAnOrder({ replayed: [unsold], ordersExpected: 1 })).ok);
});
