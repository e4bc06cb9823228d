import test from 'ava';
import fc from 'fast-check';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { FulfilmentStatus } from '@commerce/contracts/order/order-standing';
import { sum } from './amounts.ts';
import {
  fulfilmentStatus,
  lineAmounts,
  openUnits,
  returnableUnits,
  shippableUnits,
  startFulfilment,
} from './fulfilment.ts';
import { confirmed, gbp, now, placed, type Policy } from './fulfilment-examples.ts';
import { absent, type Fulfilment, type LineProgress, type Order } from './order-state.ts';
import { decide, evolve, type OrderCommand } from './order.ts';

const line = (sku: string, more: Partial<LineProgress> = {}): LineProgress => ({
  ...{ sku, quantity: 3, amountMinor: 300, cancelled: 0, backordered: 0 },
  ...{ shipped: 0, delivered: 0, returning: 0, returned: 0 },
  ...more,
});
const of = (...lines: LineProgress[]): Fulfilment => ({
  ...{ lines, shipments: [], returns: [], cancellations: [], fills: [] },
});

// Status

const standings: [title: string, lines: LineProgress[], status: FulfilmentStatus][] = [
  ['with nothing shipped is confirmed', [line('A')], 'confirmed'],
  [
    'with cancelled units and nothing shipped is confirmed',
    [line('A', { cancelled: 2 })],
    'confirmed',
  ],
  [
    'with units left to ship is partially shipped',
    [line('A', { shipped: 2 })],
    'partially-shipped',
  ],
  [
    'with its other units backordered is partially shipped',
    [line('A', { shipped: 2, backordered: 1 })],
    'partially-shipped',
  ],
  ['with nothing left to ship is shipped', [line('A', { shipped: 3 })], 'shipped'],
  [
    'with its other units cancelled is shipped',
    [line('A', { shipped: 2, cancelled: 1 })],
    'shipped',
  ],
  [
    'with one line left is partially shipped',
    [line('A', { shipped: 3 }), line('B')],
    'partially-shipped',
  ],
  ['that has arrived in part is shipped', [line('A', { shipped: 3, delivered: 2 })], 'shipped'],
  ['that has arrived is delivered', [line('A', { shipped: 3, delivered: 3 })], 'delivered'],
  [
    'with units on their way back keeps its status',
    [line('A', { shipped: 3, delivered: 3, returning: 2 })],
    'delivered',
  ],
  [
    'with some units returned is partially returned',
    [line('A', { shipped: 3, returned: 1 })],
    'partially-returned',
  ],
  ['with all units returned is returned', [line('A', { shipped: 3, returned: 3 })], 'returned'],
  [
    'with all shipped units returned and others left is partially returned',
    [line('A', { shipped: 2, returned: 2 })],
    'partially-returned',
  ],
  [
    'with all shipped units returned and the others cancelled is returned',
    [line('A', { shipped: 2, returned: 2, cancelled: 1 })],
    'returned',
  ],
];
for (const [title, lines, status] of standings) {
  test(`fulfilmentStatus() of an order ${title}`, (t) => {
    t.is(fulfilmentStatus(of(...lines)), status);
  });
}

// Start

const twoPrices = [
  { sku: 'A', quantity: 2, unitPriceMinor: 100 },
  { sku: 'A', quantity: 3, unitPriceMinor: 10 },
];
const started = (units: { shortfall?: number; backordered?: number }) => {
  const only = (quantity = 0) => (quantity === 0 ? [] : [{ sku: 'A', quantity }]);
  const { data } = placed() as Extract<OrderEvent, { type: 'OrderPlaced.v2' }>;
  const missing = { shortfall: only(units.shortfall), backordered: only(units.backordered) };
  return startFulfilment({ ...data, lines: twoPrices }, missing).lines;
};

test('startFulfilment() takes a shortfall off the last line of the product', (t) => {
  t.deepEqual(
    started({ shortfall: 4 }).map(({ quantity, amountMinor }) => [quantity, amountMinor]),
    [
      [1, 100],
      [0, 0],
    ],
  );
});
test('startFulfilment() backorders units of the last line of a product first', (t) => {
  t.deepEqual(
    started({ backordered: 4 }).map(({ backordered }) => backordered),
    [1, 3],
  );
});
test('startFulfilment() without missing units takes the lines as they are', (t) => {
  const counts = started({}).map(({ quantity, backordered }) => [quantity, backordered]);
  t.deepEqual(counts, [
    [2, 0],
    [3, 0],
  ]);
});
test('startFulfilment() ignores a shortfall of products that are not in the order', (t) => {
  const { data } = placed() as Extract<OrderEvent, { type: 'OrderPlaced.v2' }>;
  const { lines } = startFulfilment(data, { shortfall: [{ sku: 'X', quantity: 1 }] });
  t.deepEqual(
    lines.map(({ quantity }) => quantity),
    [3, 2],
  );
});

// Amounts

test('lineAmounts() never discounts lines below zero', (t) => {
  const charges = { discountMinor: 999, taxMinor: 0, shippingMinor: 0 };
  t.deepEqual(lineAmounts([{ quantity: 2, unitPriceMinor: 50 }], charges), [0]);
});
test('lineAmounts() puts charges of free lines on the first one', (t) => {
  const charges = { discountMinor: 0, taxMinor: 0, shippingMinor: 5 };
  const free = { quantity: 1, unitPriceMinor: 0 };
  t.deepEqual(lineAmounts([free, free], charges), [5, 0]);
});
test('lineAmounts() always adds up to lines less discount plus tax plus shipping', (t) => {
  const minor = fc.nat(100_000);
  const lines = fc.array(
    fc.record({ quantity: fc.integer({ min: 1, max: 1000 }), unitPriceMinor: minor }),
    { minLength: 1, maxLength: 20 },
  );
  const property = fc.property(lines, minor, minor, minor, (some, discount, tax, shipping) => {
    const value = sum(some.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor));
    const discountMinor = Math.min(discount, value);
    const charges = { discountMinor, taxMinor: tax, shippingMinor: shipping };
    const amounts = lineAmounts(some, charges);
    t.is(sum(amounts), value - discountMinor + tax + shipping);
    t.true(amounts.every((amount) => amount >= 0));
  });
  fc.assert(property);
});

// Units

const mixed = line('A', {
  quantity: 9,
  cancelled: 1,
  backordered: 2,
  shipped: 4,
  returning: 1,
  returned: 1,
});
test('openUnits() counts units that are neither cancelled nor shipped', (t) =>
  t.is(openUnits(mixed), 4));
test('shippableUnits() leaves out backordered units', (t) => t.is(shippableUnits(mixed), 2));
test('returnableUnits() counts shipped units without a return', (t) => {
  t.is(returnableUnits(mixed), 2);
});

// Backordered units

const life = (...events: OrderEvent[]) => {
  const order = events.reduce(evolve, absent);
  if (order.status !== 'confirmed') throw new Error(`the order is ${order.status}`);
  return order.fulfilment.lines.map(({ backordered, cancelled }) => ({ backordered, cancelled }));
};
const twoBackordered = [placed('backorder'), confirmed({ waiting: [{ sku: 'A', quantity: 2 }] })];
const cancelled = (lines: [line: number, sku: string, quantity: number][]): OrderEvent => ({
  type: 'OrderLinesCancelled.v1',
  data: {
    commandId: 'can_1',
    lines: lines.map(([index, sku, quantity]) => ({ line: index, sku, quantity })),
    final: false,
    cancelledAt: now,
    status: 'confirmed',
  },
});
const arrived = (quantity: number): OrderEvent => ({
  type: 'OrderBackorderFilled.v1',
  data: { fillId: 'f1', lines: [{ sku: 'A', quantity }], filledAt: now, status: 'confirmed' },
});

test('backordered units are cancelled first, so that the units in stock can ship', (t) => {
  t.deepEqual(life(...twoBackordered, cancelled([[0, 'A', 1]]))[0], {
    backordered: 1,
    cancelled: 1,
  });
});
test('cancelling more units than are backordered leaves none backordered', (t) => {
  t.deepEqual(life(...twoBackordered, cancelled([[0, 'A', 3]]))[0], {
    backordered: 0,
    cancelled: 3,
  });
});
test('arriving units fill the first line of their product, and the last one stays backordered', (t) => {
  const { data } = placed('backorder') as Extract<OrderEvent, { type: 'OrderPlaced.v2' }>;
  const two: OrderEvent = { type: 'OrderPlaced.v2', data: { ...data, lines: twoPrices } };
  const wait = confirmed({ waiting: [{ sku: 'A', quantity: 5 }] });
  t.deepEqual(
    life(two, wait, arrived(3)).map(({ backordered }) => backordered),
    [0, 2],
  );
});

// Any history

const units = fc.array(
  fc.record({ sku: fc.constantFrom('A', 'B', 'X'), quantity: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 2 },
);
const maybeUnits = fc.option(units, { nil: undefined });
const id = (prefix: string) => fc.nat(3).map((n) => `${prefix}_${n}`);
const command: fc.Arbitrary<OrderCommand> = fc.oneof(
  fc.record({
    type: fc.constant('RecordShipment' as const),
    shipmentId: id('shp'),
    lines: maybeUnits,
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('CancelLines' as const),
    commandId: id('can'),
    lines: units,
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('RecordDelivery' as const),
    shipmentId: id('shp'),
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('FillBackorder' as const),
    fillId: id('fill'),
    lines: units,
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('RequestReturn' as const),
    returnId: id('ret'),
    lines: maybeUnits,
    reason: fc.constant('any'),
    window: fc.constant({ days: 30, timeZone: 'UTC' }),
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('RecordReturnReceived' as const),
    returnId: id('ret'),
    receiptId: id('rcp'),
    lines: maybeUnits,
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constantFrom('RecordReturned' as const, 'RecordReturnDeclined' as const),
    returnId: fc.oneof(id('ret'), id('rcp')),
    now: fc.constant(now),
  }),
  fc.record({
    type: fc.constant('CloseReturn' as const),
    returnId: id('ret'),
    by: fc.constant('any'),
    now: fc.constant(now),
  }),
  fc.record({ type: fc.constant('CancelOrder' as const), now: fc.constant(now) }),
);

/** What an order has captured and refunded by its events. */
function moneyOf(events: OrderEvent[]): { captured: number; refunded: number } {
  let [captured, refunded] = [0, 0];
  const ofReturns = new Map<string, number>();
  for (const { type, data } of events) {
    if (type === 'OrderShipped.v1') captured += data.captureAmount.amountMinor;
    if (type === 'OrderReturnRequested.v2' || type === 'OrderReturnReceived.v2') {
      ofReturns.set(data.returnId, data.refundAmount.amountMinor);
    }
    if (type === 'OrderReturnSplit.v1') {
      ofReturns.set(data.partId, data.refundAmount.amountMinor);
      ofReturns.set(data.returnId, data.restAmount.amountMinor);
    }
    if (type === 'OrderReturned.v1') refunded += ofReturns.get(data.returnId) ?? 0;
  }
  return { captured, refunded };
}

test('the units and the money of an order add up, whatever happens to it', (t) => {
  const policy = fc.constantFrom<Policy>('all', 'partial', 'backorder', 'split');
  const owed = fc.integer({ min: 0, max: 3 });
  const commands = fc.array(command, { maxLength: 25 });
  const property = fc.property(policy, owed, commands, (which, quantity, list) => {
    const waiting = quantity === 0 ? {} : { waiting: [{ sku: 'A', quantity }] };
    const events = [placed(which), confirmed(waiting)];
    let order: Order = events.reduce(evolve, absent);
    for (const one of list) {
      const decision = decide(one, order);
      if (!decision.ok || decision.events.length === 0) continue;
      events.push(...decision.events);
      order = decision.events.reduce(evolve, order);
      if (order.status !== 'confirmed') break;
      for (const each of order.fulfilment.lines) {
        t.true(each.backordered >= 0 && shippableUnits(each) >= 0 && returnableUnits(each) >= 0);
        t.true(each.delivered <= each.shipped);
      }
    }
    const { captured, refunded } = moneyOf(events);
    t.true(refunded <= captured && captured <= gbp(400).amountMinor);
    if (order.status !== 'confirmed') return;
    const { lines } = order.fulfilment;
    const back = sum(lines.map(({ returned }) => returned));
    const gone = sum(lines.map(({ shipped }) => shipped));
    if (back === gone) t.is(refunded, captured);
    if (lines.every((one) => one.shipped === one.quantity)) t.is(captured, 400);
  });
  fc.assert(property, { numRuns: 500 });
});
