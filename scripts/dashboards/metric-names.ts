import type { App } from 'dapr-actor-runtime/app';
import { deadLetterGauges, outboxGauges, poolGauges } from 'dapr-actor-runtime/metrics';
import { collectDefaultMetrics, register, Registry } from 'prom-client';

/** What a histogram is in queries. */
const HISTOGRAM = ['_bucket', '_count', '_sum'];
/** Prometheus's own. */
const OF_PROMETHEUS = ['up'];
/** Those of the Go programs of Dapr; their own ones are known to `daprMetrics`. */
const OF_GO = /^(?:dapr|go|process)_/;

/** The names of the metrics that a query reads. Each has to have its conditions in braces. */
export function metricsIn(expr: string): string[] {
  return [...new Set([...expr.matchAll(/([a-zA-Z_:][\w:]*)\{/g)].map(([, name = '']) => name))];
}

/** The names under which the apps' metrics can be queried. */
export function metricsOfApps(apps: readonly App[]): Set<string> {
  const ofNode = new Registry();
  collectDefaultMetrics({ register: ofNode });
  // Its types leave out what the objects have.
  const counted = [register, ofNode].flatMap(
    (one) => one.getMetricsAsArray() as unknown as { name: string; type: string }[],
  );
  const gauges = [poolGauges, outboxGauges, deadLetterGauges, ...apps.map((app) => app.gauges)];
  return new Set([
    ...counted.flatMap(({ name, type }) =>
      type === 'histogram' ? HISTOGRAM.map((suffix) => `${name}${suffix}`) : [name],
    ),
    ...gauges.flat().map(({ name }) => name),
  ]);
}

/** What is wrong with the metrics that a query reads, in words; `where` is its place. */
export function faultsOf(expr: string, where: string, known: ReadonlySet<string>): string[] {
  const read = metricsIn(expr);
  if (read.length === 0) return [`${where} reads no metric with conditions in braces: ${expr}`];
  return read
    .filter((name) => !known.has(name) && !OF_GO.test(name) && !OF_PROMETHEUS.includes(name))
    .map((name) => `${where} reads ${name}, which no app has: see docs/reference/metrics.md`);
}

/**
 * The names under which the metrics of sidecars can be queried, from the Go files of Dapr that declare them. A
 * declaration begins with the name, such as `runtime/actor/reminders`.
 */
export function daprMetrics(sources: readonly string[]): Set<string> {
  const declared = sources.flatMap((source) =>
    [...source.matchAll(/^\s*"([a-z_]+(?:[./][a-z_]+)+)",$/gm)].map(([, name = '']) => name),
  );
  return new Set(
    declared
      .map((name) => `dapr_${name.replaceAll(/[./]/g, '_')}`)
      .flatMap((name) => [name, ...HISTOGRAM.map((suffix) => `${name}${suffix}`)]),
  );
}
