import test from 'ava';
import fc from 'fast-check';
import { allocate, mergeLines, type AvailableStock, type Line } from './allocation.ts';

const at = (location: string, available: number, sku = 'CUP'): AvailableStock => ({
  sku,
  location,
  available,
});
const want = (quantity: number, sku = 'CUP'): Line => ({ sku, quantity });

test('mergeLines() adds up the lines of one product', (t) => {
  t.deepEqual(mergeLines([want(2), want(1, 'BOWL'), want(3)]), [want(5), want(1, 'BOWL')]);
});

test('mergeLines() leaves distinct products as they are, in their order', (t) => {
  const lines = [want(1, 'B'), want(2, 'A')];
  t.deepEqual(mergeLines(lines), lines);
});

test('allocate() takes a line from the location with the most available', (t) => {
  t.deepEqual(allocate([want(3)], [at('east', 4), at('west', 9)]), {
    ok: true,
    allocations: [{ sku: 'CUP', location: 'west', quantity: 3 }],
  });
});

test('allocate() takes the first location by name among those with as many', (t) => {
  t.deepEqual(allocate([want(3)], [at('west', 5), at('east', 5)]), {
    ok: true,
    allocations: [{ sku: 'CUP', location: 'east', quantity: 3 }],
  });
});

test('allocate() splits a line only when no location has all of it', (t) => {
  t.deepEqual(allocate([want(10)], [at('a', 2), at('b', 5), at('c', 4)]), {
    ok: true,
    allocations: [
      { sku: 'CUP', location: 'b', quantity: 5 },
      { sku: 'CUP', location: 'c', quantity: 4 },
      { sku: 'CUP', location: 'a', quantity: 1 },
    ],
  });
});

test('allocate() takes the last unit', (t) => {
  t.true(allocate([want(7)], [at('a', 3), at('b', 4)]).ok);
});

test('allocate() refuses one unit too many and says how many there are', (t) => {
  t.deepEqual(allocate([want(8)], [at('a', 3), at('b', 4)]), {
    ok: false,
    shortages: [{ sku: 'CUP', requested: 8, available: 7 }],
  });
});

test('allocate() allocates nothing when one of several lines is short', (t) => {
  t.deepEqual(allocate([want(1), want(2, 'BOWL')], [at('a', 9), at('a', 1, 'BOWL')]), {
    ok: false,
    shortages: [{ sku: 'BOWL', requested: 2, available: 1 }],
  });
});

test('allocate() names every short line', (t) => {
  const result = allocate([want(2), want(2, 'BOWL')], [at('a', 1)]);
  t.deepEqual(result, {
    ok: false,
    shortages: [
      { sku: 'CUP', requested: 2, available: 1 },
      { sku: 'BOWL', requested: 2, available: 0 },
    ],
  });
});

test('allocate() calls a product that was never received short', (t) => {
  t.deepEqual(allocate([want(1)], []), {
    ok: false,
    shortages: [{ sku: 'CUP', requested: 1, available: 0 }],
  });
});

test('allocate() skips locations that have nothing', (t) => {
  t.deepEqual(allocate([want(2)], [at('a', 0), at('b', 2)]), {
    ok: true,
    allocations: [{ sku: 'CUP', location: 'b', quantity: 2 }],
  });
});

const skus = fc.constantFrom('A', 'B', 'C', 'D');
const someLines = fc
  .array(fc.record({ sku: skus, quantity: fc.integer({ min: 1, max: 60 }) }), { maxLength: 8 })
  .map(mergeLines);
const someStock = fc.uniqueArray(
  fc.record({
    sku: skus,
    location: fc.constantFrom('l1', 'l2', 'l3'),
    available: fc.integer({ min: 0, max: 50 }),
  }),
  { selector: ({ sku, location }) => `${sku}/${location}` },
);
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

function availableOf(stock: AvailableStock[], sku: string): number {
  return sum(stock.filter((row) => row.sku === sku).map((row) => row.available));
}

test('allocate() gives each line exactly its units, and no location more than it has', (t) => {
  let allocated = 0;
  const property = fc.property(someLines, someStock, (lines, stock) => {
    const result = allocate(lines, stock);
    if (!result.ok) return;
    allocated += 1;
    for (const { sku, quantity } of lines) {
      const taken = result.allocations.filter((one) => one.sku === sku);
      t.is(sum(taken.map((one) => one.quantity)), quantity);
    }
    const places = result.allocations.map(({ sku, location }) => `${sku}/${location}`);
    t.is(new Set(places).size, places.length);
    for (const { sku, location, quantity } of result.allocations) {
      const row = stock.find((one) => one.sku === sku && one.location === location);
      t.true(quantity > 0 && row !== undefined && quantity <= row.available);
    }
  });
  fc.assert(property, { numRuns: 2_000 });
  t.true(allocated > 100);
});

test('allocate() refuses exactly when a product has less than its line wants', (t) => {
  const property = fc.property(someLines, someStock, (lines, stock) => {
    const result = allocate(lines, stock);
    const short = lines.filter(({ sku, quantity }) => availableOf(stock, sku) < quantity);
    t.deepEqual(
      result.ok ? [] : result.shortages,
      short.map(({ sku, quantity }) => ({
        sku,
        requested: quantity,
        available: availableOf(stock, sku),
      })),
    );
  });
  fc.assert(property, { numRuns: 2_000 });
});

test('allocate() uses one location for a line whenever one has all of it', (t) => {
  const property = fc.property(fc.integer({ min: 1, max: 50 }), someStock, (quantity, stock) => {
    const result = allocate([{ sku: 'A', quantity }], stock);
    if (!stock.some((row) => row.sku === 'A' && row.available >= quantity)) return;
    t.is(result.ok ? result.allocations.length : 0, 1);
  });
  fc.assert(property, { numRuns: 1_000 });
});
