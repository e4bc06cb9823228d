import { percentilesOf } from '../../bench/load/statistics.ts';
import { escape, histogram, type Line, lineChart, type Mark } from './chart.ts';
import { rateAt } from './compose.ts';
import { BOUNDS_MS } from './figures.ts';
import type { Report } from './report.ts';
import { STYLE } from './report-style.ts';
import type { Kept } from './samples.ts';

/** Processes with a line of their own: those that used most. */
const SHOWN_PROCESSES = 7;
const MEGABYTE = 1e6;

/** The report of a run as one HTML page that loads nothing from elsewhere. */
export function reportPage(report: Report, earlier: Report | undefined): string {
  const { title, outcome, voidReason } = report;
  const sections = [
    verdict(report),
    keyFigures(report),
    rates(report),
    latencies(report),
    operations(report, earlier),
    errors(report),
    orders(report),
    processes(report),
    insides(report),
    generator(report),
    circumstances(report),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(`${report.scenario}: ${outcome}`)}</title>
<style>${STYLE}</style>
<header>
<p class="outcome ${outcome}">${outcome}</p>
<h1>${escape(title)}</h1>
<p>${escape(`${report.scenario}, ${report.environment}, ${report.startedAt.slice(0, 19).replace('T', ' ')} UTC, commit ${report.commit}`)}</p>
${voidReason === undefined ? '' : `<p class="void-reason">This run says nothing about the platform: ${escape(voidReason)}.</p>`}
</header>
<main>
${sections.filter(Boolean).join('\n')}
</main>
</html>
`;
}

type Cell = string | number;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell) =>
    typeof value === 'number' ? `<td class="number">${value}` : `<td>${escape(value)}`;
  const numbers = (n: number) => (typeof rows[0]?.[n] === 'number' ? ' class="number"' : '');
  return `<div class="wide"><table><tr>${head.map((text, n) => `<th${numbers(n)}>${escape(text)}`).join('')}
${rows.map((row) => `<tr>${row.map(cell).join('')}`).join('\n')}</table></div>`;
}

function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

function verdict({ checks }: Report): string {
  const items = checks.map(({ title, isKept, findings }) => {
    const kind = isKept === undefined ? 'unchecked' : isKept ? 'kept' : 'broken';
    const found = findings.length === 0 ? '' : `<pre>${escape(findings.join('\n'))}</pre>`;
    return `<li class="${kind}">${escape(title)}${found}`;
  });
  return `<section><h2>Verdict</h2><ul class="checks">${items.join('')}</ul></section>`;
}

function keyFigures({ figures, knee, ends, phases }: Report): string {
  const seconds = Math.max(
    1,
    phases.reduce((sum, { duration }) => sum + duration, 0),
  );
  const arrivals = figures.seconds.reduce((sum, one) => sum + one.arrivals, 0);
  const all = figures.operations.reduce((sum, { count }) => sum + count, 0);
  const unexpected = figures.errors
    .filter(({ isExpected }) => !isExpected)
    .reduce((sum, { count }) => sum + count, 0);
  const tiles: [string, string][] = [
    ['virtual users', `${arrivals}, ${(arrivals / seconds).toFixed(1)}/s`],
    ['requests answered', String(all)],
    ['unexpected or missing answers', String(unexpected)],
  ];
  if (knee !== undefined) {
    const rate = `${knee.perSecond.toFixed(1)} arrivals/s`;
    tiles.push(['the knee', knee.isReached ? rate : `above ${rate}`]);
  }
  if (ends !== undefined && ends.decidedMs.length > 0) {
    tiles.push(['placed to decided, p99', `${percentilesOf(ends.decidedMs).p99.toFixed(0)} ms`]);
    tiles.push(['undone by the workflow', `${(ends.compensatedShare * 100).toFixed(1)} %`]);
  }
  const shown = tiles.map(([name, value]) => `<div><dt>${escape(name)}<dd>${escape(value)}</div>`);
  return `<section><dl class="tiles">${shown.join('')}</dl></section>`;
}

/** When the last thing was measured, s since the first arrival. */
function endOf({ figures, samples }: Report): number {
  const last = samples.at(-1)?.at ?? figures.startedAt;
  return Math.max(1, figures.seconds.length - 1, (last - figures.startedAt) / 1_000);
}

function marksOf({ disturbed, figures }: Report): Mark[] {
  return disturbed.map(({ at, what }) => ({ x: (at - figures.startedAt) / 1_000, text: what }));
}

function rates(report: Report): string {
  const { figures, phases } = report;
  const planned = phases.flatMap((phase) =>
    Array.from({ length: phase.duration }, (_, second) => rateAt(phase, second)),
  );
  const line = (name: string, of: (one: (typeof figures.seconds)[0]) => number): Line => ({
    name,
    points: figures.seconds.map((one) => ({ x: one.second, y: of(one) })),
  });
  const lines: Line[] = [
    { name: 'planned arrivals', points: planned.map((y, x) => ({ x, y })), isPlan: true },
    line('arrivals', (one) => one.arrivals),
    line('good answers', (one) => one.good),
    line('problems', (one) => one.answered - one.good),
    line('no answer', (one) => one.unanswered),
  ];
  const chart = lineChart({
    ...{
      title: 'Offered and achieved',
      unit: 'per second',
      lines,
      end: endOf(report),
      marks: marksOf(report),
    },
  });
  return `<section><h2>Rate</h2>${chart}</section>`;
}

function latencies(report: Report): string {
  const { seconds } = report.figures;
  const line = (name: 'p50' | 'p95' | 'p99'): Line => ({
    name,
    points: seconds.map((one) => ({ x: one.second, y: one[name] })),
  });
  const lines = [line('p50'), line('p95'), line('p99')];
  const chart = { title: 'All answers', unit: 'ms, logarithmic', lines, isLog: true };
  return `<section><h2>Latency</h2>${lineChart({ ...chart, end: endOf(report), marks: marksOf(report) })}</section>`;
}

function operations({ figures }: Report, earlier: Report | undefined): string {
  const before = new Map(earlier?.figures.operations.map((one) => [one.operation, one]));
  const change = (now: number, then: number | undefined) => {
    if (then === undefined) return '';
    const percent = ((now - then) / then) * 100;
    return `${percent >= 0 ? '+' : ''}${percent.toFixed(0)} % (${then.toFixed(0)})`;
  };
  const head = ['operation', 'count', 'per s', 'p50 ms', 'p90', 'p95', 'p99', 'p99.9', 'max'];
  const compared = earlier === undefined ? [] : ['p50, last run', 'p95, last run'];
  const rows = figures.operations.map(({ operation, count, perSecond, latency }) => {
    const { p50, p90, p95, p99, p999, max } = latency;
    const last = before.get(operation)?.latency;
    return [
      ...[operation, count, rounded(perSecond, 1)],
      ...[p50, p90, p95, p99, p999, max].map((value) => rounded(value)),
      ...(earlier === undefined ? [] : [change(p50, last?.p50), change(p95, last?.p95)]),
    ];
  });
  const note =
    earlier === undefined
      ? 'There is no earlier run of this scenario on this machine to compare with.'
      : `Compared with the run of ${earlier.startedAt.slice(0, 19).replace('T', ' ')} UTC at ${earlier.commit}, on the same machine. One run is one sample: a busy machine moves p95 more than most changes do.`;
  const bars = figures.operations.map((one) =>
    histogram(one.histogram, BOUNDS_MS, `${one.operation}, up to so many ms`),
  );
  return `<section><h2>Operations</h2>${table([...head, ...compared], rows)}<p class="note">${escape(note)}</p><div class="multiples">${bars.join('')}</div></section>`;
}

function errors({ figures }: Report): string {
  if (figures.errors.length === 0)
    return '<section><h2>Errors</h2><p class="note">Every request had a good answer.</p></section>';
  const rows = figures.errors.map(({ operation, status, cause, count, isExpected }) => [
    ...[operation, status === 0 ? 'no answer' : String(status), cause, count],
    isExpected ? 'yes' : 'no',
  ]);
  const head = ['operation', 'status', 'cause', 'count', 'allowed by the scenario'];
  return `<section><h2>Errors</h2>${table(head, rows)}</section>`;
}

function orders({ ends }: Report): string {
  if (ends === undefined || ends.placed === 0) return '';
  const { placed, confirmed, rejected, cancelled, decidedMs, cancelledMs } = ends;
  const row = (name: string, values: number[]) => {
    const { p50, p90, p99 } = percentilesOf(values);
    return [name, values.length, ...[p50, p90, p99].map((value) => rounded(value))];
  };
  const rows = [
    ...(decidedMs.length > 0 ? [row('placed to confirmed or rejected', decidedMs)] : []),
    ...(cancelledMs.length > 0 ? [row('cancellation asked for to ended', cancelledMs)] : []),
  ];
  return `<section><h2>Orders</h2><p>${placed} were placed, ${confirmed} confirmed, ${rejected} rejected, ${cancelled} cancelled.</p>
${table(['from the events of the orders', 'orders', 'p50 ms', 'p90', 'p99'], rows)}</section>`;
}

function processes(report: Report): string {
  const { samples, figures } = report;
  const names = [...new Set(samples.flatMap((one) => Object.keys(one.processes)))];
  if (names.length === 0) return '';
  const of = (name: string) => samples.flatMap((one) => one.processes[name] ?? []);
  const mean = (name: string) =>
    of(name).reduce((sum, { cores }) => sum + cores, 0) / samples.length;
  const sorted = names.toSorted((a, b) => mean(b) - mean(a));
  const lines = sorted.slice(0, SHOWN_PROCESSES).map((name) => ({
    name,
    points: samples.map((one) => ({
      x: (one.at - figures.startedAt) / 1_000,
      y: one.processes[name]?.cores ?? null,
    })),
  }));
  const rows = sorted.map((name) => [
    name,
    rounded(mean(name), 3),
    rounded(Math.max(...of(name).map(({ cores }) => cores)), 2),
    rounded(Math.max(...of(name).map(({ rssBytes }) => rssBytes)) / MEGABYTE),
  ]);
  const chart = lineChart({
    ...{
      title: 'Those that used most',
      unit: 'cores',
      lines: sinceArrival(lines),
      end: endOf(report),
      marks: marksOf(report),
    },
  });
  return `<section><h2>CPU and memory</h2>${chart}${table(['process', 'cores, mean', 'cores, most in a second', 'memory, most, MB'], rows)}</section>`;
}

/** Without what was before the first arrival. */
function sinceArrival(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, points: line.points.filter(({ x }) => x >= 0) }));
}

function insides(report: Report): string {
  const { samples, figures } = report;
  const apps = [...new Set(samples.flatMap((one) => Object.keys(one.apps)))];
  if (apps.length === 0) return '';
  const linesOf = (metric: Kept, factor = 1): Line[] =>
    apps
      .map((name) => ({
        name,
        points: samples.map((one) => {
          const value = one.apps[name]?.[metric];
          return {
            x: (one.at - figures.startedAt) / 1_000,
            y: value === undefined ? null : value * factor,
          };
        }),
      }))
      .filter(({ points }) => points.some(({ y }) => y !== null));
  const around = { end: endOf(report), marks: marksOf(report) };
  const charts = [
    { title: 'Lag of the event loop, p99', unit: 'ms', lines: linesOf('eventLoopLagS', 1_000) },
    { title: 'Age of the oldest event in the outbox', unit: 's', lines: linesOf('outboxAgeS') },
    { title: 'Events in the outbox', unit: 'events', lines: linesOf('outboxEvents') },
    {
      title: 'Orders that are being placed or cancelled',
      unit: 'orders',
      lines: linesOf('ordersUnfinished'),
    },
    { title: 'Dead letters', unit: 'letters', lines: linesOf('deadLetters') },
  ].map((chart) => lineChart({ ...chart, lines: sinceArrival(chart.lines), ...around }));
  return `<section><h2>Inside the apps</h2>${charts.join('')}</section>`;
}

function generator(report: Report): string {
  const { generator: uses, figures } = report;
  const end = endOf(report);
  const line = (name: string, of: (one: (typeof uses)[0]) => number): Line => ({
    name,
    points: uses.map((one) => ({ x: (one.at - figures.startedAt) / 1_000, y: of(one) })),
  });
  const lines = [line('cores', (one) => one.cores)];
  const delays = [line('delay of its event loop, p99', (one) => one.delayMs)];
  return `<section><h2>The generator</h2><p class="note">A run whose generator used more than 80 % of a core, skipped virtual users or was late is void.</p>
${lineChart({ title: 'CPU', unit: 'cores', lines, end })}${lineChart({ title: 'Delay', unit: 'ms', lines: delays, end })}</section>`;
}

function circumstances({ machine, versions, phases, counters, configuration }: Report): string {
  const rows: [string, string][] = [
    [
      'machine',
      `${machine.name}: ${machine.cores} cores, ${machine.processor}, ${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB, ${machine.system}`,
    ],
    ...Object.entries(versions),
    ['configuration', configuration],
    ...phases.map(({ name, duration, arrivalRate, rampTo }): [string, string] => [
      `phase ${name}`,
      `${duration} s, ${arrivalRate}${rampTo === undefined ? '' : ` to ${rampTo}`} arrivals/s`,
    ]),
  ];
  const counted = Object.entries(counters)
    .filter(([name]) => !name.startsWith('plugins.'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]): [string, number] => [name, value]);
  return `<section><h2>Circumstances</h2>${table(['what', 'value'], rows)}<details><summary>Counters of artillery</summary>${table(['counter', 'value'], counted)}</details></section>`;
}
