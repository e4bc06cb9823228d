import { join } from 'node:path';
import type { Observability } from '@commerce/local-stack';
import { goTools } from '../go-tools.ts';
import { root } from '../places.ts';

/** On one machine every trace is wanted. */
const ALL = 100;

/**
 * What `npm start -- --observe` runs beside the platform. Builds the programs once for a machine, which takes
 * a quarter of an hour on two cores. Throws SetupError without Go.
 */
export async function observability({ keptPercent = ALL } = {}): Promise<Observability> {
  // One after another: each build takes all cores.
  const prometheus = (await goTools('prometheus'))('prometheus');
  const collector = (await goTools('otel-collector'))('otel-collector');
  const jaeger = (await goTools('jaeger'))('all-in-one');
  return {
    ...{ prometheus, collector, jaeger, keptPercent },
    collectorConfig: join(root, 'deploy', 'observe', 'collector.yaml'),
    alerts: join(root, 'charts', 'commerce', 'files', 'alerts.yaml'),
    tracePage: join(import.meta.dirname, 'trace-page', 'main.ts'),
  };
}
