import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import test from 'ava';
import fc from 'fast-check';
import { fewestPackages, mergeLines, type AvailableStock } from './allocation.ts';

const at = (
  location: string,
  available: number,
  { sku = 'CUP', priority = 100 } = {},
): AvailableStock => ({ sku, location, available, priority });
const want = (quantity: number, sku = 'CUP'): Units => ({ sku, quantity });
const taken = (lines: Units[], stock: AvailableStock[]) =>
  fewestPackages(lines, stock).map(({ sku, location, quantity }) => [location, sku, quantity]);

test('mergeLines() adds up the lines of one product', (t) => {
  t.deepEqual(mergeLines([want(2), want(1, 'BOWL'), want(3)]), [want(5), want(1, 'BOWL')]);
});

test('mergeLines() leaves distinct products as they are, in their order', (t) => {
  const lines = [want(1, 'B'), want(2, 'A')];
  t.deepEqual(mergeLines(lines), lines);
});

test('fewestPackages() takes an order from one location that has all of it', (t) => {
  const stock = [
    at('east', 90),
    at('west', 3),
    at('west', 2, { sku: 'BOWL' }),
    at('east', 1, { sku: 'BOWL' }),
  ];
  t.deepEqual(taken([want(3), want(2, 'BOWL')], stock), [
    ['west', 'CUP', 3],
    ['west', 'BOWL', 2],
  ]);
});

test('fewestPackages() compares the priority first among locations that have all of it', (t) => {
  const stock = [at('east', 90), at('west', 9, { priority: 5 })];
  t.deepEqual(taken([want(3)], stock), [['west', 'CUP', 3]]);
});

test('fewestPackages() takes from the location with the most available', (t) => {
  t.deepEqual(taken([want(3)], [at('east', 4), at('west', 9)]), [['west', 'CUP', 3]]);
});

test('fewestPackages() takes the first location by name among those with as many', (t) => {
  t.deepEqual(taken([want(3)], [at('west', 5), at('east', 5)]), [['east', 'CUP', 3]]);
});

test('fewestPackages() splits a line only when no location has all of it', (t) => {
  t.deepEqual(taken([want(10)], [at('a', 2), at('b', 5), at('c', 4)]), [
    ['b', 'CUP', 5],
    ['c', 'CUP', 4],
    ['a', 'CUP', 1],
  ]);
});

test('fewestPackages() takes the location that covers most of the order first', (t) => {
  const stock = [
    at('east', 2),
    at('west', 2),
    at('west', 2, { sku: 'BOWL' }),
    at('north', 5, { sku: 'JUG' }),
  ];
  t.deepEqual(taken([want(2), want(2, 'BOWL'), want(1, 'JUG')], stock), [
    ['west', 'CUP', 2],
    ['west', 'BOWL', 2],
    ['north', 'JUG', 1],
  ]);
});

test('fewestPackages() compares the priority among locations that cover as much', (t) => {
  const stock = [at('a', 5), at('b', 5, { priority: 1 }), at('c', 4)];
  t.deepEqual(taken([want(8)], stock), [
    ['b', 'CUP', 5],
    ['a', 'CUP', 3],
  ]);
});

test('fewestPackages() takes the last unit and skips locations that have nothing', (t) => {
  t.deepEqual(taken([want(7)], [at('a', 3), at('b', 4), at('c', 0)]), [
    ['b', 'CUP', 4],
    ['a', 'CUP', 3],
  ]);
});

test('fewestPackages() refuses lines with more units than are available', (t) => {
  t.throws(() => fewestPackages([want(8)], [at('a', 3), at('b', 4)]), { instanceOf: RangeError });
});

const skus = fc.constantFrom('A', 'B', 'C', 'D');
const someStock = fc.uniqueArray(
  fc.record({
    sku: skus,
    location: fc.constantFrom('l1', 'l2', 'l3', 'l4'),
    available: fc.integer({ min: 0, max: 50 }),
    priority: fc.constant(100),
  }),
  { selector: ({ sku, location }) => `${sku}/${location}`, minLength: 1 },
);
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

function availableOf(stock: AvailableStock[], sku: string): number {
  return sum(stock.filter((row) => row.sku === sku).map((row) => row.available));
}

/** Stock with lines that it can serve. */
const servable = fc
  .record({ stock: someStock, shares: fc.array(fc.nat({ max: 100 }), { maxLength: 4 }) })
  .map(({ stock, shares }) => {
    const lines = ['A', 'B', 'C', 'D'].map((sku, n) => ({
      sku,
      quantity: Math.floor((availableOf(stock, sku) * (shares[n] ?? 0)) / 100),
    }));
    return { stock, lines: lines.filter(({ quantity }) => quantity > 0) };
  });

test('fewestPackages() gives each line its units, and no location more than it has', (t) => {
  const property = fc.property(servable, ({ stock, lines }) => {
    const allocations = fewestPackages(lines, stock);
    for (const { sku, quantity } of lines) {
      const ofSku = allocations.filter((one) => one.sku === sku);
      t.is(sum(ofSku.map((one) => one.quantity)), quantity);
      t.is(new Set(ofSku.map((one) => one.location)).size, ofSku.length);
    }
    for (const { sku, location, quantity } of allocations) {
      const row = stock.find((one) => one.sku === sku && one.location === location);
      t.true(quantity > 0 && quantity <= (row?.available ?? 0));
    }
  });
  fc.assert(property, { numRuns: 2_000 });
});

test('fewestPackages() sends one package whenever one location has everything', (t) => {
  let single = 0;
  const property = fc.property(servable, ({ stock, lines }) => {
    const whole = ['l1', 'l2', 'l3', 'l4'].some((location) =>
      lines.every(({ sku, quantity }) =>
        stock.some(
          (row) => row.location === location && row.sku === sku && row.available >= quantity,
        ),
      ),
    );
    if (!whole || lines.length === 0) return;
    single += 1;
    const allocations = fewestPackages(lines, stock);
    t.is(new Set(allocations.map(({ location }) => location)).size, 1);
  });
  fc.assert(property, { numRuns: 2_000 });
  t.true(single > 100);
});

test('fewestPackages() takes one product from as few locations as possible', (t) => {
  const property = fc.property(servable, ({ stock, lines }) => {
    const [line] = lines;
    if (line === undefined) return;
    const largest = stock
      .filter((row) => row.sku === line.sku)
      .map((row) => row.available)
      .sort((a, b) => b - a);
    let [needed, covered] = [0, 0];
    while (covered < line.quantity) covered += largest[needed++] ?? 0;
    t.is(fewestPackages([line], stock).length, needed);
  });
  fc.assert(property, { numRuns: 1_000 });
});
