import test from 'ava';
import { groupByOrder, isConfirmed, isFinished, unitsBySku } from './order-streams.ts';
import type { StoredEvent } from './order-streams.ts';

function event(stream: string, seq: number, type: string): StoredEvent {
  const lines = seq === 1 ? [{ sku: '85123A', quantity: 6 }] : null;
  return { id: `${stream}:${seq}`, stream, seq, atMs: 0, type, lines };
}

const events = [
  event('ord_a', 1, 'OrderPlaced.v1'),
  event('ord_a', 2, 'OrderConfirmed.v1'),
  event('ord_b', 1, 'OrderPlaced.v1'),
  event('ord_c', 1, 'OrderPlaced.v1'),
  event('ord_c', 2, 'OrderConfirmed.v1'),
  event('ord_c', 3, 'OrderCancelling.v1'),
];

test('groupByOrder() gathers each stream with the lines of its first event', (t) => {
  const orders = groupByOrder(events);
  t.deepEqual([...orders.keys()], ['ord_a', 'ord_b', 'ord_c']);
  t.deepEqual(orders.get('ord_c')?.lines, [{ sku: '85123A', quantity: 6 }]);
  t.is(orders.get('ord_c')?.events.length, 3);
});

test('isConfirmed() and isFinished() go by the last event of the stream', (t) => {
  const orders = [...groupByOrder(events).values()];
  t.deepEqual(orders.map(isConfirmed), [true, false, false]);
  t.deepEqual(orders.map(isFinished), [true, false, false]);
});

test('unitsBySku() adds up lines of one product at several prices', (t) => {
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
