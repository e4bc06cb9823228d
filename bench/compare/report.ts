import type { Spread } from '../load/statistics.ts';
import type { Comparison } from './comparison.ts';
import type { Summary } from './summary.ts';

const MEBIBYTE = 1024 * 1024;
const KIBIBYTE = 1024;

/**
 * The median, with the range if there was more than one round; a dash if there is no valid value.
 */
function spread({ min, median, max }: Spread, digits = 0): string {
  if (!Number.isFinite(median)) return '–';
  const middle = median.toFixed(digits);
  return min === max ? middle : `${middle} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}

const scaled = ({ min, median, max }: Spread, by: number): Spread => ({
  min: min / by,
  median: median / by,
  max: max / by,
});

const medians = (latency: Summary['openLatencyMs']) =>
  [latency.p50, latency.p90, latency.p99, latency.p999]
    .map(({ median }) => (Number.isFinite(median) ? median.toFixed(0) : '–'))
    .join(' / ');

const verdict = ({ ordersJudged, faults }: Summary) =>
  faults.length === 0 ? `${ordersJudged} orders, none wrong` : `WRONG: ${faults[0]}`;

/** A table as rows of cells; the first row is the head. */
export type Table = string[][];

/** The measurements of each endpoint of each contender. */
export function figuresTable({ summary }: Comparison): Table {
  const head = [
    ...[
      'contender',
      'endpoint',
      'orders/s',
      'CPU ms/order',
      'RSS MB',
      'WAL kB/order',
      'disk kB/order',
    ],
    ...['closed loop p50 / p90 / p99 / p99.9 ms', 'offered/s', 'the same at that rate', 'verdict'],
  ];
  const rows = summary.map((row) => [
    ...[row.title, row.endpoint, spread(row.ordersPerSecond), spread(row.cpuMsPerOrder, 1)],
    spread(scaled(row.rssBytes, MEBIBYTE)),
    spread(scaled(row.walBytesPerOrder, KIBIBYTE), 1),
    spread(scaled(row.diskBytesPerOrder, KIBIBYTE)),
    medians(row.closedLatencyMs),
    ...[spread(row.openPerSecond), medians(row.openLatencyMs), verdict(row)],
  ]);
  return [head, ...rows];
}

/** The ratio of each of our endpoints to each peer. */
export function ratiosTable({ summary }: Comparison): Table {
  const ours = summary.filter(({ isOurs }) => isOurs);
  const head = [
    'against',
    ...ours.flatMap(({ contender, endpoint }) => [
      `orders/s, ${contender} ${endpoint}`,
      `CPU per order, ${contender} ${endpoint}`,
    ]),
  ];
  const rows = summary
    .filter(({ isOurs }) => !isOurs)
    .map(({ title, contender, endpoint }) => [
      title,
      ...ours.flatMap(({ ratios }) => {
        const ratio = ratios[`${contender} ${endpoint}`];
        return [`${ratio?.throughput.toFixed(2)} x`, `${ratio?.cpu.toFixed(2)} x`];
      }),
    ]);
  return [head, ...rows];
}

/** The CPU of an order by process, medians. */
export function processesTable({ summary }: Comparison): Table {
  const rows = summary.map(({ title, endpoint, cpuMsPerOrderByProcess }) => [
    title,
    endpoint,
    Object.entries(cpuMsPerOrderByProcess)
      .map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
      .join(', '),
  ]);
  return [['contender', 'endpoint', 'CPU ms/order by process'], ...rows];
}

/** How and on which machine the figures were measured, as sentences. */
export function circumstances(comparison: Comparison): string[] {
  const { machine, plan, work, summary, runs } = comparison;
  const versions = Object.assign({}, ...runs.map((run) => run.versions)) as Record<string, string>;
  const rounds = Math.max(0, ...summary.map((row) => row.rounds));
  const voids = summary.flatMap(({ title, endpoint, voids: all }) =>
    all.map((reason) => `Void: ${title} ${endpoint}, ${reason}.`),
  );
  return [
    `Measured on ${comparison.startedAt.slice(0, 10)} at ${comparison.commit}: ${machine.cores} ` +
      `cores (${machine.processor}), ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GB, ` +
      `${machine.system}; ${Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}.`,
    `${rounds} rounds of ${plan.closedSeconds} s with ${plan.clients} clients in a closed loop and ` +
      `${plan.openSeconds} s at a fixed rate, after ${plan.warmUpSeconds} s of warm-up; orders of ` +
      `${work.linesPerOrder} lines over ${work.products} products. Median (least-greatest).`,
    ...(plan.countsWrites ? [] : ["This kernel's count of written bytes is not reliable."]),
    ...voids,
    ...comparison.failedRuns.map(
      ({ contender, round, message }) => `Failed: ${contender}, round ${round}: ${message}`,
    ),
  ];
}

/** A table as Markdown. */
export function asMarkdown([head = [], ...rows]: Table): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A table as text for a terminal. */
export function asText(table: Table): string {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return table.map((row) => line(row).join('  ').trimEnd()).join('\n');
}
