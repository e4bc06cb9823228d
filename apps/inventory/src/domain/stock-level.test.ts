import type { Availability } from '@commerce/contracts/inventory/stock-api';
import test from 'ava';
import { availabilityOf, judgeLevel, type StockLevel } from './stock-level.ts';

const cups = (level: Partial<StockLevel>): StockLevel => ({
  sku: 'CUP',
  available: 5,
  lowAt: 3,
  isLow: false,
  isOut: false,
  seq: 7,
  ...level,
});

test('stock that falls to its threshold is announced as low', (t) => {
  t.deepEqual(judgeLevel(cups({ available: 3 })), {
    sku: 'CUP',
    isLow: true,
    isOut: false,
    seq: 8,
    event: { type: 'StockLow.v1', data: { sku: 'CUP', available: 3, lowAt: 3 } },
  });
});

test('stock that is low already is not announced again, also when it runs out', (t) => {
  const out = judgeLevel(cups({ available: 0, isLow: true }));
  t.deepEqual(out, { sku: 'CUP', isLow: true, isOut: true, seq: 7 });
});

test('stock without a threshold is never low', (t) => {
  const out = judgeLevel(cups({ available: 0, lowAt: null }));
  t.deepEqual(out, { sku: 'CUP', isLow: false, isOut: true, seq: 7 });
});

test('stock that rises over its threshold is noted and not announced', (t) => {
  const above = judgeLevel(cups({ available: 4, isLow: true }));
  t.deepEqual(above, { sku: 'CUP', isLow: false, isOut: false, seq: 7 });
});

test('stock that was out and is available again is announced', (t) => {
  t.deepEqual(judgeLevel(cups({ available: 9, isOut: true, isLow: true })), {
    sku: 'CUP',
    isLow: false,
    isOut: false,
    seq: 8,
    event: { type: 'StockBackIn.v1', data: { sku: 'CUP', available: 9 } },
  });
});

test('stock that was out and comes back low is announced once, as low', (t) => {
  const low = judgeLevel(cups({ available: 2, isOut: true }));
  t.is(low.event?.type, 'StockLow.v1');
  t.is(low.seq, 8);
});

const shown: [available: number, lowAt: number | null, is: Availability][] = [
  [0, null, 'out'],
  [0, 3, 'out'],
  [0, 0, 'out'],
  [1, 3, 'low'],
  [3, 3, 'low'],
  [4, 3, 'in-stock'],
  [1, 0, 'in-stock'],
  [1, null, 'in-stock'],
];
for (const [available, lowAt, is] of shown) {
  test(`${available} available units with the threshold ${lowAt} are shown as ${is}`, (t) => {
    t.is(availabilityOf({ available, lowAt }), is);
  });
}
