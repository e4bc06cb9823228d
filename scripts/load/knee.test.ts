import test from 'ava';
import type { Second } from './figures.ts';
import { kneeOf } from './knee.ts';

/** A load that rises by one arrival per second with each of `count` windows of 5 s. */
function rising(count: number, of: (rate: number) => { good: number; p95: number }): Second[] {
  return Array.from({ length: count * 5 }, (_, second) => {
    const arrivals = 1 + Math.floor(second / 5);
    const { good, p95 } = of(arrivals);
    return { second, arrivals, answered: good, good, unanswered: 0, p50: p95, p95, p99: p95 };
  });
}

test('the knee is the last rate at which as much ended as arrived', (t) => {
  const seconds = rising(10, (rate) => ({ good: Math.min(rate, 6), p95: 50 }));
  t.deepEqual(kneeOf(seconds, 1), { perSecond: 6, isReached: true });
});

test('the knee is where answers become slow, even if all of them come', (t) => {
  const seconds = rising(10, (rate) => ({ good: rate * 2, p95: rate > 7 ? 900 : 50 }));
  t.deepEqual(kneeOf(seconds, 2), { perSecond: 7, isReached: true });
});

test('a load that was kept up has no knee, only a rate below it', (t) => {
  const seconds = rising(10, (rate) => ({ good: rate, p95: 50 }));
  t.deepEqual(kneeOf(seconds, 1), { perSecond: 10, isReached: false });
});

test('one slow moment is no knee', (t) => {
  const seconds = rising(10, (rate) => ({ good: rate, p95: rate === 4 ? 2_000 : 50 }));
  t.deepEqual(kneeOf(seconds, 1), { perSecond: 10, isReached: false });
});

test('a few milliseconds more are no knee', (t) => {
  const seconds = rising(10, (rate) => ({ good: rate, p95: rate * 20 }));
  t.is(kneeOf(seconds, 1)?.isReached, false);
});

test('a load of a few seconds says nothing', (t) => {
  t.is(
    kneeOf(
      rising(2, (rate) => ({ good: rate, p95: 5 })),
      1,
    ),
    undefined,
  );
});
