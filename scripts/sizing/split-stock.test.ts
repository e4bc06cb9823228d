import test from 'ava';
import { refusedThoughInStock } from './split-stock.ts';

test('one cell refuses nobody while it has units', (t) => {
  t.is(refusedThoughInStock({ cells: 1, units: 1_000, seed: 1 }), 0);
});

test('the fewer units a cell has of a product, the more buyers it refuses', (t) => {
  const few = refusedThoughInStock({ cells: 10, units: 100, seed: 7 });
  const many = refusedThoughInStock({ cells: 10, units: 100_000, seed: 7 });
  t.true(few > 0.05, String(few));
  t.true(many > 0 && many < 0.01, String(many));
});

test('it follows the square root of the units in a cell', (t) => {
  // Of a Poisson distribution with mean m, the mean excess is sqrt(m / 2 pi).
  const cells = 100;
  const units = 10_000;
  const expected = Math.sqrt(units / cells / (2 * Math.PI)) / (units / cells);
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const mean =
    seeds.reduce((sum, seed) => sum + refusedThoughInStock({ cells, units, seed }), 0) /
    seeds.length;
  t.true(Math.abs(mean - expected) < expected / 10, `${mean}, not ${expected}`);
});
