import type { App } from 'dapr-actor-runtime/app';
import {
  type AppGauge,
  deadLetterGauges,
  outboxGauges,
  poolGauges,
} from 'dapr-actor-runtime/metrics';
import { isSubscriber } from 'dapr-actor-runtime/app';
import { register } from 'prom-client';
import { code, page, table } from './markdown.ts';

interface Described {
  name: string;
  help: string;
  type?: string;
  labelNames?: readonly string[];
}

/** The page of the metrics of all apps; those of Node.js itself are the default ones of prom-client. */
export function metricsPage(apps: readonly App[]): string {
  const counted = (register.getMetricsAsArray() as unknown as Described[])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((metric) => rowOf(metric));
  const gauges = [
    ...rowsOf(
      poolGauges,
      namesOf(apps, ({ uses }) => uses.includes('database')),
    ),
    ...rowsOf(
      outboxGauges,
      namesOf(apps, ({ uses }) => uses.includes('outbox')),
    ),
    ...rowsOf(deadLetterGauges, namesOf(apps, isSubscriber)),
    ...apps.flatMap(({ name, gauges: own }) => rowsOf(own, name)),
  ];
  return page(
    'Metrics',
    'What every app answers at `GET /metrics` on its METRICS_PORT, in the form of OpenMetrics, beside the ' +
      'default metrics of prom-client for Node.js (CPU, memory, garbage collection, lag of the event loop). ' +
      'Sidecars have metrics of their own.',
    '## Counted and timed as it happens',
    table(['metric', 'type', 'labels', 'meaning'], counted),
    '## Read when Prometheus asks',
    table(['metric', 'labels', 'meaning', 'apps'], gauges),
  );
}

function rowOf({ name, type = '', labelNames = [], help }: Described): string[] {
  return [code(name), type, labelNames.map(code).join(', '), help];
}

function rowsOf(gauges: readonly AppGauge<never>[], apps: string): string[][] {
  return gauges.map(({ name, labelNames = [], help }) => [
    code(name),
    labelNames.map(code).join(', '),
    help,
    apps,
  ]);
}

function namesOf(apps: readonly App[], has: (app: App) => boolean): string {
  return apps
    .filter(has)
    .map(({ name }) => name)
    .join(', ');
}
