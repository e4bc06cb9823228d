import { join } from 'node:path';
import type { App } from 'dapr-actor-runtime/app';
import { stringify } from 'yaml';
import { chartApps } from './chart-apps.ts';
import { chartDapr } from './chart-dapr.ts';
import { chartSchema } from './chart-schema.ts';
import { GENERATED } from './generated.ts';

const CHART = join('charts', 'commerce');

/** What the chart of the platform knows of the apps: the files and their texts. */
export function chartFiles(apps: readonly App[]): [file: string, text: string][] {
  return [
    [join(CHART, 'derived', 'apps.yaml'), `# ${GENERATED}\n${stringify(chartApps(apps))}`],
    [join(CHART, 'derived', 'dapr.yaml'), `# ${GENERATED}\n${stringify(chartDapr(apps))}`],
    [join(CHART, 'values.schema.json'), chartSchema(apps)],
  ];
}
