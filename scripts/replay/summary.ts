import { INVOICE_CURRENCY } from './invoice-rules.ts';
import { formatMinor } from './money.ts';
import type { Order, Replayed } from './replay-orders.ts';
import type { OrderActualReversals } from './replay-reversals.ts';
import type { ReversalPlan, Unmatched } from './reversals.ts';

export type Check = { name: string; ok: boolean; detail: string };

/** The result of a replay, from the platform's answers, with the checks. */
export type Summary = {
  invoices: number;
  ordersConfirmed: number;
  ordersRejected: number;
  refusedLines: Record<string, number>;
  /** Of confirmed orders, before reversals. */
  units: number;
  revenueMinor: Record<string, number>;
  /** What the file's cancellations took back from earlier orders, and what could not be matched. */
  takenBack: {
    /** Cancellation lines with at least one matched unit. */
    lines: number;
    units: number;
    amountMinor: Record<string, number>;
    unmatched: Unmatched;
  };
  /** Units and revenue after reversals. */
  netUnits: number;
  netRevenueMinor: Record<string, number>;
  checks: Check[];
  ordersPerSecond: number;
  latencyMs: { p50: number; p99: number };
  /** Durations of the run's steps, and medians of the steps inside an order. */
  stepsMs: Record<string, number>;
};

/** The figures of the summary that come from the answers. */
export type ReplayFigures = Pick<
  Summary,
  'ordersConfirmed' | 'ordersRejected' | 'units' | 'revenueMinor' | 'ordersPerSecond' | 'latencyMs'
>;

/** The smallest value that is not exceeded by at least the given share (0 to 1) of the values. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** The confirmed orders. */
export function ordersConfirmed(replayed: Replayed[]): Order[] {
  return replayed.flatMap((one) => ('order' in one && one.wasConfirmed ? [one.order] : []));
}

/** Sums the answers; only the lines of confirmed orders count as units and revenue. */
export function sumAnswers(replayed: Replayed[], elapsedMs: number): ReplayFigures {
  const confirmed = ordersConfirmed(replayed);
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
    ordersRejected: replayed.filter((one) => 'order' in one && one.order.status === 'rejected')
      .length,
    units,
    revenueMinor,
    ordersPerSecond: elapsedMs > 0 ? roundTo((latencies.length / elapsedMs) * 1000, 1) : 0,
    latencyMs: {
      p50: roundTo(percentile(latencies, 0.5), 1),
      p99: roundTo(percentile(latencies, 0.99), 1),
    },
  };
}

export type NetFigures = Pick<Summary, 'takenBack' | 'netUnits' | 'netRevenueMinor'>;

/**
 * The net figures, from the actual reversals. A reversal counts only once its compensation or
 * return is done.
 */
export function sumNet(
  { units, revenueMinor }: Pick<Summary, 'units' | 'revenueMinor'>,
  orders: OrderActualReversals[],
  { matchedLines, unmatched }: Pick<ReversalPlan, 'matchedLines' | 'unmatched'>,
): NetFigures {
  const ended = orders.flatMap(({ actualReversals }) => actualReversals).filter(({ done }) => done);
  let unitsBack = 0;
  let amountBack = 0;
  for (const { units: bySku, amountMinor } of ended) {
    for (const quantity of bySku.values()) unitsBack += quantity;
    amountBack += amountMinor;
  }
  const amount: Record<string, number> = { [INVOICE_CURRENCY]: amountBack };
  return {
    takenBack: { lines: matchedLines, units: unitsBack, amountMinor: amount, unmatched },
    netUnits: units - unitsBack,
    netRevenueMinor: Object.fromEntries(
      Object.entries(revenueMinor).map(([currency, minor]) => [
        currency,
        minor - (amount[currency] ?? 0),
      ]),
    ),
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

function moneyRows(name: string, amounts: Record<string, number>): [string, string][] {
  return Object.entries(amounts).map(([currency, amountMinor]) => [
    `${name}, ${currency}`,
    withThousandsMoney(amountMinor),
  ]);
}

function takenBackRows({ takenBack, netUnits, netRevenueMinor }: NetFigures): [string, string][] {
  return [
    ['lines taken back', withThousands(takenBack.lines)],
    ['units taken back', withThousands(takenBack.units)],
    ...moneyRows('amount taken back', takenBack.amountMinor),
    ['net units', withThousands(netUnits)],
    ...moneyRows('net revenue', netRevenueMinor),
    ...Object.entries(takenBack.unmatched).map(([reason, { lines, units }]): [string, string] => [
      `not taken back: ${reason}`,
      `${withThousands(lines)} lines, ${withThousands(units)} units`,
    ]),
  ];
}

/** Formats the summary as text for a terminal. */
export function formatSummary(summary: Summary): string {
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
      ...moneyRows('revenue', summary.revenueMinor),
      ...refusals,
    ]),
    ...section('Cancelled and returned', takenBackRows(summary)),
    ...section('Speed', [
      ['orders per second', String(summary.ordersPerSecond)],
      ['latency, median', `${summary.latencyMs.p50} ms`],
      ['latency, p99', `${summary.latencyMs.p99} ms`],
    ]),
    ...(steps.length > 0 ? section('Where the time went', steps) : []),
    'Checks',
    ...summary.checks.map(
      ({ name, ok, detail }) => `  ${ok ? 'ok    ' : 'FAILED'} ${name}: ${detail}`,
    ),
  ].join('\n');
}
