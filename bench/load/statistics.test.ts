import test from 'ava';
import { percentile, percentilesOf, spreadOf } from './statistics.ts';

test('a percentile is the nearest rank of the sorted values', (t) => {
  const values = Array.from({ length: 1_000 }, (_, n) => n + 1);
  t.is(percentile(values, 0.5), 500);
  t.is(percentile(values, 0.99), 990);
  t.is(percentile(values, 0.999), 999);
  t.is(percentile(values, 1), 1_000);
  t.is(percentile([7], 0.5), 7);
  t.true(Number.isNaN(percentile([], 0.5)));
});

test('percentilesOf() accepts unsorted values and does not sort its input', (t) => {
  const values = [30, 10, 20];
  t.deepEqual(percentilesOf(values), { p50: 20, p90: 30, p99: 30, p999: 30 });
  t.deepEqual(values, [30, 10, 20]);
});

test('a spread is the least, the median and the greatest', (t) => {
  t.deepEqual(spreadOf([5, 1, 9]), { min: 1, median: 5, max: 9 });
  t.deepEqual(spreadOf([4, 1, 2, 9]), { min: 1, median: 3, max: 9 });
  t.true(Number.isNaN(spreadOf([]).median));
});
