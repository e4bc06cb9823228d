import test from 'ava';
import { zipf } from '../../tests/load/processors/draws.ts';
import { histogram, lineChart, roundAbove } from './chart.ts';
import { BOUNDS_MS, figuresOf, histogramOf } from './figures.ts';
import type { Answer, JournalLine } from './journal-lines.ts';
import { keptMetrics } from './samples.ts';

const START = 1_000_000;
const answer = (at: number, ms: number, more: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  ...{ at: START + at, ms, operation: 'placeOrder', status: 201 },
  ...more,
});

const journal: JournalLine[] = [
  { kind: 'arrival', at: START },
  { kind: 'arrival', at: START + 400 },
  { kind: 'arrival', at: START + 1_100 },
  answer(10, 100),
  answer(410, 700),
  answer(1_100, 50, { status: 503, code: 'unavailable' }),
  answer(1_200, 30, { status: 0, code: 'ECONNRESET' }),
  answer(1_300, 20, { operation: 'getOrder', status: 200, fault: 'not its schema: /id' }),
];

test('an answer counts in the second in which it ended, an arrival in its own', (t) => {
  const { seconds, startedAt } = figuresOf(journal, 0);
  t.is(startedAt, START);
  t.like(seconds[0], { arrivals: 2, answered: 1, good: 1, unanswered: 0, p50: 100 });
  t.like(seconds[1], { arrivals: 1, answered: 3, good: 1, unanswered: 1 });
});

test('errors are counted by operation, status and cause; what is no answer is never expected', (t) => {
  const { errors, faults } = figuresOf(journal, 0);
  t.deepEqual(
    errors.map(({ status, cause, isExpected }) => [status, cause, isExpected]),
    [
      [503, 'unavailable', true],
      [0, 'ECONNRESET', false],
      [200, 'not its schema: /id', false],
    ],
  );
  t.deepEqual(faults, ['getOrder: not its schema: /id']);
});

test('the warm-up is in the course of time and in no figure', (t) => {
  const { operations, seconds, errors } = figuresOf(journal, 1);
  t.is(seconds.length, 2);
  t.deepEqual(
    operations.map(({ operation, count }) => [operation, count]),
    [
      ['placeOrder', 1],
      ['getOrder', 1],
    ],
  );
  t.is(errors.length, 3);
});

test('a histogram counts a value up to its bound, and what is slower than all', (t) => {
  const counts = histogramOf([5, 5.1, 10, 20_000]);
  t.deepEqual(counts.slice(0, 3), [1, 2, 0]);
  t.is(counts.at(-1), 1);
  t.is(counts.length, BOUNDS_MS.length + 1);
  t.true(histogram(counts, BOUNDS_MS, 'a <title>').includes('a &lt;title&gt;'));
});

test('a metric of a report is the sum of its series', (t) => {
  const text = [
    '# TYPE outbox_events gauge',
    'outbox_events{state="waiting"} 3',
    'outbox_events{state="parked"} 1',
    'nodejs_eventloop_lag_p99_seconds 0.0125',
    'nodejs_eventloop_lag_p50_seconds 0.01',
  ].join('\n');
  t.deepEqual(keptMetrics(text), { outboxEvents: 4, eventLoopLagS: 0.0125 });
});

test('a chart ends an axis at a round number, and leaves gaps where nothing was measured', (t) => {
  t.deepEqual([0, 0.3, 7, 20, 21].map(roundAbove), [1, 0.5, 10, 20, 50]);
  const points = [1, null, 3].map((y, x) => ({ x, y }));
  const svg = lineChart({ title: 'One', unit: 'ms', end: 2, lines: [{ name: 'a', points }] });
  t.is(svg.match(/d="M[^"]*M/g)?.length, 1, 'two pieces');
  t.regex(lineChart({ title: 'None', unit: 'ms', end: 2, lines: [] }), /Nothing was measured/);
});

test("products are drawn by Zipf's law", (t) => {
  t.is(zipf(100, 0), 0);
  t.is(zipf(100, 0.999_999), 99);
  t.is(zipf(2, 0.66), 0, 'the first of two is drawn twice as often');
  t.is(zipf(2, 0.67), 1);
});
