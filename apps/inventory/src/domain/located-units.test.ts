import test from 'ava';
import { takeFirst, takeLast, withUnits } from './located-units.ts';

const at = (location: string, quantity: number, sku = 'CUP') => ({ sku, location, quantity });

test('withUnits() adds units to the row of their product and location', (t) => {
  t.deepEqual(withUnits([at('a', 2)], [at('a', 1), at('b', 4), at('a', 1, 'BOWL')]), [
    at('a', 3),
    at('b', 4),
    at('a', 1, 'BOWL'),
  ]);
});

test('takeFirst() and takeLast() take from opposite ends and keep the order of the rest', (t) => {
  const rows = [at('a', 2), at('b', 2), at('c', 2)];
  t.deepEqual(takeFirst(rows, new Map([['CUP', 3]])), {
    taken: [at('a', 2), at('b', 1)],
    left: [at('b', 1), at('c', 2)],
  });
  t.deepEqual(takeLast(rows, new Map([['CUP', 3]])), {
    taken: [at('c', 2), at('b', 1)],
    left: [at('a', 2), at('b', 1)],
  });
});

test('takeFirst() counts off what it takes and leaves what the rows do not have', (t) => {
  const wanted = new Map([['CUP', 5]]);
  takeFirst([at('a', 2)], wanted);
  t.is(wanted.get('CUP'), 3);
});
