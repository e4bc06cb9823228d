import { type Percentiles, percentile } from '../../bench/load/statistics.ts';
import type { Answer, JournalLine } from './journal-lines.ts';

/** The name of phases that count in no figure. */
export const WARM_UP = 'warm-up';
/** Upper bounds of the histograms, ms; the last bar has what is slower. */
export const BOUNDS_MS = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const SECOND_MS = 1_000;

/** One second of a run. */
export interface Second {
  /** Since the first arrival, s. */
  second: number;
  arrivals: number;
  answered: number;
  /** Answers without a problem. */
  good: number;
  unanswered: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

/** The latencies of an operation, in ms, of all requests that were answered. */
export interface OperationFigures {
  operation: string;
  count: number;
  perSecond: number;
  latency: Percentiles & { p95: number; max: number };
  histogram: number[];
}

/** Requests that did not end well, by operation and cause. */
export interface ErrorCount {
  operation: string;
  status: number;
  cause: string;
  count: number;
  /** Whether the scenario allows it. */
  isExpected: boolean;
}

export interface Figures {
  /** When the first virtual user arrived, ms since 1970. */
  startedAt: number;
  seconds: Second[];
  operations: OperationFigures[];
  errors: ErrorCount[];
  /** What is wrong with answers that are no good, at most a few of each kind. */
  faults: string[];
}

const MAX_FAULTS = 20;
/** Characters of what is wrong with an answer that has no code. */
const SHOWN_CAUSE = 80;

function summary(values: number[]): OperationFigures['latency'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => percentile(sorted, share);
  return {
    ...{ p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), p999: at(0.999) },
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** The least of any number of values: a long run has more than a call can have arguments. */
function least(values: readonly number[]): number {
  return values.reduce((so, value) => Math.min(so, value), Infinity);
}

/** What a journal says. `warmUpSeconds` after the first arrival are in the course of time only. */
export function figuresOf(lines: readonly JournalLine[], warmUpSeconds: number): Figures {
  const arrivals = lines.filter((line) => line.kind === 'arrival');
  const answers = lines.filter((line) => line.kind === 'answer');
  const startedAt = least([...arrivals, ...answers].map(({ at }) => at));
  const counted = answers.filter(({ at }) => at >= startedAt + warmUpSeconds * SECOND_MS);
  const wrong = counted.filter((one) => one.fault !== undefined);
  return {
    startedAt,
    seconds: secondsOf({ startedAt, arrivals, answers }),
    operations: operationsOf(counted),
    errors: errorsOf(counted),
    faults: [...new Set(wrong.map(({ operation, fault }) => `${operation}: ${fault}`))].slice(
      0,
      MAX_FAULTS,
    ),
  };
}

function secondsOf({
  startedAt,
  arrivals,
  answers,
}: {
  startedAt: number;
  arrivals: readonly { at: number }[];
  answers: readonly Answer[];
}): Second[] {
  const secondOf = (at: number) => Math.floor((at - startedAt) / SECOND_MS);
  const arrived = Map.groupBy(arrivals, ({ at }) => secondOf(at));
  const ended = Map.groupBy(answers, ({ at, ms }) => secondOf(at + ms));
  const last = Math.max(-1, ...arrived.keys(), ...ended.keys());
  return Array.from({ length: last + 1 }, (_, second) => {
    const own = ended.get(second) ?? [];
    const answered = own.filter(({ status }) => status > 0);
    const sorted = answered.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const at = (share: number) => (sorted.length === 0 ? null : percentile(sorted, share));
    return {
      second,
      arrivals: arrived.get(second)?.length ?? 0,
      answered: answered.length,
      good: answered.filter(({ code, fault }) => code === undefined && fault === undefined).length,
      unanswered: own.length - answered.length,
      ...{ p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    };
  });
}

function operationsOf(answers: readonly Answer[]): OperationFigures[] {
  const from = least(answers.map(({ at }) => at));
  const to = -least(answers.map(({ at, ms }) => -(at + ms)));
  const seconds = Math.max(1, (to - from) / SECOND_MS);
  const answered = answers.filter(({ status }) => status > 0);
  return [...Map.groupBy(answered, ({ operation }) => operation)]
    .map(([operation, own]) => ({
      operation,
      count: own.length,
      perSecond: own.length / seconds,
      latency: summary(own.map(({ ms }) => ms)),
      histogram: histogramOf(own.map(({ ms }) => ms)),
    }))
    .toSorted((a, b) => b.count - a.count);
}

/** How many values are up to each of BOUNDS_MS and above the one before, and above the last. */
export function histogramOf(values: readonly number[]): number[] {
  const bars = Array.from({ length: BOUNDS_MS.length + 1 }, () => 0);
  for (const value of values) {
    const found = BOUNDS_MS.findIndex((bound) => value <= bound);
    bars[found === -1 ? BOUNDS_MS.length : found]! += 1;
  }
  return bars;
}

function errorsOf(answers: readonly Answer[]): ErrorCount[] {
  const bad = answers.filter(({ code, fault }) => code !== undefined || fault !== undefined);
  const causeOf = ({ code, fault = '' }: Answer) => code ?? fault.slice(0, SHOWN_CAUSE);
  const isExpected = ({ fault, status }: Answer) => fault === undefined && status > 0;
  const kindOf = (one: Answer) =>
    `${one.operation} ${one.status} ${causeOf(one)} ${isExpected(one)}`;
  return [...Map.groupBy(bad, kindOf).values()]
    .map((own) => {
      const [first] = own as [Answer, ...Answer[]];
      return {
        ...{ operation: first.operation, status: first.status, cause: causeOf(first) },
        ...{ count: own.length, isExpected: isExpected(first) },
      };
    })
    .toSorted((a, b) => b.count - a.count);
}
