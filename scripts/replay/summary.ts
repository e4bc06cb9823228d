import { formatMinor } from './money.ts';
import type { Order, Replayed } from './replay-orders.ts';

export type Check = { name: string; ok: boolean; detail: string };

/** What a replay did, as the platform answered it, and whether that holds. */
export type Summary = {
  invoices: number;
  ordersConfirmed: number;
  ordersRejected: number;
  refusedLines: Record<string, number>;
  units: number;
  revenueMinor: Record<string, number>;
  checks: Check[];
  ordersPerSecond: number;
  latencyMs: { p50: number; p99: number };
  /** Of the whole run by step, and the median of the steps inside an order. */
  stepsMs: Record<string, number>;
};

/** The replay's own figures: everything of the summary that comes from the answers. */
export type ReplayFigures = Pick<
  Summary,
  'ordersConfirmed' | 'ordersRejected' | 'units' | 'revenueMinor' | 'ordersPerSecond' | 'latencyMs'
>;

/** The smallest value that at least the given share (0 to 1) of the values does not exceed. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

const NOT_CONFIRMED = new Set<Order['status']>(['placed', 'cancelling', 'cancelled', 'rejected']);

function ordersWhere(replayed: Replayed[], has: (status: Order['status']) => boolean): Order[] {
  return replayed.flatMap((one) => ('order' in one && has(one.order.status) ? [one.order] : []));
}

/** Sums up the answers; only the lines of confirmed orders count as units and revenue. */
export function sumAnswers(replayed: Replayed[], elapsedMs: number): ReplayFigures {
  const confirmed = ordersWhere(replayed, (status) => !NOT_CONFIRMED.has(status));
  let units = 0;
  const revenueMinor: Record<string, number> = {};
  for (const { lines, total } of confirmed) {
    for (const { quantity, unitPriceMinor } of lines) {
      units += quantity;
      revenueMinor[total.currency] =
        (revenueMinor[total.currency] ?? 0) + quantity * unitPriceMinor;
    }
  }
  const latencies = replayed.flatMap((one) => ('order' in one ? [one.latencyMs] : []));
  return {
    ordersConfirmed: confirmed.length,
    ordersRejected: ordersWhere(replayed, (status) => status === 'rejected').length,
    units,
    revenueMinor,
    ordersPerSecond: elapsedMs > 0 ? roundTo((latencies.length / elapsedMs) * 1000, 1) : 0,
    latencyMs: {
      p50: roundTo(percentile(latencies, 0.5), 1),
      p99: roundTo(percentile(latencies, 0.99), 1),
    },
  };
}

function withThousands(count: number): string {
  return count.toLocaleString('en-GB');
}

function withThousandsMoney(amountMinor: number): string {
  return formatMinor(amountMinor).replace(/\B(?=(\d{3})+\.)/g, ',');
}

function section(title: string, rows: [string, string][]): string[] {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const valueWidth = Math.max(...rows.map(([, value]) => value.length));
  return [
    title,
    ...rows.map(([name, value]) => `  ${name.padEnd(nameWidth)}  ${value.padStart(valueWidth)}`),
  ];
}

/** Lays the summary out as text for a terminal. */
export function formatSummary(summary: Summary): string {
  const revenue = Object.entries(summary.revenueMinor).map(
    ([currency, amountMinor]): [string, string] => [
      `revenue, ${currency}`,
      withThousandsMoney(amountMinor),
    ],
  );
  const refusals = Object.entries(summary.refusedLines).map(([reason, count]): [string, string] => [
    `lines refused: ${reason}`,
    withThousands(count),
  ]);
  const steps = Object.entries(summary.stepsMs).map(([step, ms]): [string, string] => [
    step,
    ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(2)} s`,
  ]);
  return [
    ...section('Invoices', [
      ['invoices read', withThousands(summary.invoices)],
      ['orders confirmed', withThousands(summary.ordersConfirmed)],
      ['orders rejected', withThousands(summary.ordersRejected)],
      ['units', withThousands(summary.units)],
      ...revenue,
      ...refusals,
    ]),
    ...section('Speed', [
      ['orders per second', String(summary.ordersPerSecond)],
      ['latency, median', `${summary.latencyMs.p50} ms`],
      ['latency, 99 of 100', `${summary.latencyMs.p99} ms`],
    ]),
    ...(steps.length > 0 ? section('Where the time went', steps) : []),
    'Checks',
    ...summary.checks.map(
      ({ name, ok, detail }) => `  ${ok ? 'ok    ' : 'FAILED'} ${name}: ${detail}`,
    ),
  ].join('\n');
}
