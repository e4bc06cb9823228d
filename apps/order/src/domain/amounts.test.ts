import test from 'ava';
import fc from 'fast-check';
import { allocate, sum, unitsAmount } from './amounts.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 });
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
  minLength: 1,
  maxLength: 50,
});

test('allocate() gives the pennies left over to the largest remainders, earlier parts first', (t) => {
  t.deepEqual(allocate(100, [1, 1, 1]), [34, 33, 33]);
  t.deepEqual(allocate(5, [3, 7]), [2, 3]);
  t.deepEqual(allocate(10, [6, 6, 1]), [5, 4, 1]);
});

test('allocate() loses and invents no penny', (t) => {
  fc.assert(fc.property(amount, weights, (a, w) => sum(allocate(a, w)) === a));
  t.pass();
});

test('allocate() is never off by a whole penny from the exact share', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), weights, (a, w) => {
      const total = sum(w);
      if (total === 0) return true;
      return allocate(a, w).every((share, n) => Math.abs(share - (a * (w[n] ?? 0)) / total) < 1);
    }),
  );
  t.pass();
});

test('allocate() gives nothing to a part without weight unless no part has any', (t) => {
  t.deepEqual(allocate(10, [0, 5, 0]), [0, 10, 0]);
  t.deepEqual(allocate(10, [0, 0]), [10, 0]);
  t.deepEqual(allocate(10, []), []);
});

test('unitsAmount() of neighbouring parts adds up to the whole', (t) => {
  fc.assert(
    fc.property(
      amount,
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      (a, quantity, cut) => {
        const at = Math.min(cut, quantity);
        const first = unitsAmount(a, { quantity, from: 0, to: at });
        const second = unitsAmount(a, { quantity, from: at, to: quantity });
        return first + second === a && first >= 0 && second >= 0;
      },
    ),
  );
  t.pass();
});

test('unitsAmount() of the same units given back is what was taken for them', (t) => {
  t.is(unitsAmount(100, { quantity: 3, from: 0, to: 2 }), 66);
  t.is(unitsAmount(100, { quantity: 3, from: 2, to: 3 }), 34);
  t.is(unitsAmount(100, { quantity: 0, from: 0, to: 0 }), 0);
});
