/** Percentiles of a sample; in milliseconds for latencies. */
export interface Percentiles {
  p50: number;
  p90: number;
  p99: number;
  p999: number;
}

/** The least, the median and the greatest of a few values. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** The value at or below which a share of the sorted values lies (nearest rank); NaN of none. */
export function percentile(sorted: number[], share: number): number {
  const rank = Math.max(1, Math.ceil(sorted.length * share));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The percentiles of values in any order. */
export function percentilesOf(values: number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
  };
}

/** Least, median and greatest; the median of an even number is the mean of the middle two. */
export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return {
    min: sorted[0] ?? Number.NaN,
    median: ((below ?? Number.NaN) + (above ?? Number.NaN)) / 2,
    max: sorted.at(-1) ?? Number.NaN,
  };
}
