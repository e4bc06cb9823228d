import test from 'ava';
import {
  groupByOrder,
  isConfirmed,
  isFinished,
  moneyMoved,
  unitsBySku,
  unitsTaken,
} from './order-streams.ts';
import type { StoredEvent } from './order-streams.ts';

function event(stream: string, seq: number, type: string): StoredEvent {
  const lines = seq === 1 ? [{ sku: '85123A', quantity: 6 }] : null;
  return { id: `${stream}:${seq}`, stream, seq, atMs: 0, type, lines };
}

const events = [
  event('ord_a', 1, 'OrderPlaced.v1'),
  event('ord_a', 2, 'OrderConfirmed.v1'),
  event('ord_b', 1, 'OrderPlaced.v2'),
  event('ord_c', 1, 'OrderPlaced.v1'),
  event('ord_c', 2, 'OrderConfirmed.v1'),
  event('ord_c', 3, 'OrderCancelling.v1'),
];

test('groupByOrder() groups events by stream, with the lines of the first event', (t) => {
  const orders = groupByOrder(events);
  t.deepEqual([...orders.keys()], ['ord_a', 'ord_b', 'ord_c']);
  t.deepEqual(orders.get('ord_c')?.lines, [{ sku: '85123A', quantity: 6 }]);
  t.is(orders.get('ord_c')?.events.length, 3);
});

test('isConfirmed() holds until an order is given up, isFinished() once nothing is pending', (t) => {
  const orders = [...groupByOrder(events).values()];
  t.deepEqual(orders.map(isConfirmed), [true, false, false]);
  t.deepEqual(orders.map(isFinished), [true, false, false]);
});

test('unitsBySku() sums the lines of one product at several prices', (t) => {
  const lines = [
    { sku: '85123A', quantity: 6 },
    { sku: '71053', quantity: 1 },
    { sku: '85123A', quantity: 2 },
  ];
  t.deepEqual(
    [...unitsBySku(lines)],
    [
      ['85123A', 8],
      ['71053', 1],
    ],
  );
});

test('unitsTaken() excludes shortfall, cancelled, returned and backordered units', (t) => {
  const one = (quantity: number) => [{ sku: '85123A', quantity }];
  const stream: StoredEvent[] = [
    { ...event('ord_d', 1, 'OrderPlaced.v1'), lines: one(20) },
    { ...event('ord_d', 2, 'OrderConfirmed.v1'), cut: one(1), waiting: one(6) },
    { ...event('ord_d', 3, 'OrderBackorderFilled.v1'), lines: one(4) },
    { ...event('ord_d', 4, 'OrderLinesCancelled.v1'), lines: one(3) },
    { ...event('ord_d', 5, 'OrderReturnRequested.v2'), returnId: 'r', lines: one(5) },
    { ...event('ord_d', 6, 'OrderReturned.v1'), returnId: 'r' },
  ];
  const order = groupByOrder(stream).get('ord_d');
  t.deepEqual(order && [...unitsTaken(order)], [['85123A', 20 - 1 - 3 - 5 - 2]]);
});

test('moneyMoved() counts captures at once, and refunds once the return is done', (t) => {
  const stream: StoredEvent[] = [
    { ...event('ord_e', 3, 'OrderShipped.v1'), amountMinor: 2_040 },
    { ...event('ord_e', 4, 'OrderReturnRequested.v2'), returnId: 'r', amountMinor: 510 },
    { ...event('ord_e', 5, 'OrderReturnRequested.v1'), returnId: 's', amountMinor: 255 },
    { ...event('ord_e', 6, 'OrderReturned.v1'), returnId: 's' },
  ];
  const order = { id: 'ord_e', events: stream, lines: [] };
  t.deepEqual(moneyMoved(order), { capturedMinor: 2_040, refundedMinor: 255 });
});
