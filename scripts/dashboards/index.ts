import { join } from 'node:path';
import type { Dashboard } from './dashboard.ts';
import { events } from './events.ts';
import { grafanaDashboard } from './grafana.ts';
import { objectives } from './objectives.ts';
import { orders } from './orders.ts';
import { platform } from './platform.ts';
import { sagas } from './sagas.ts';
import { sidecars } from './sidecars.ts';

/** The folder of Grafana's files, from where the chart and the compose file take them. */
export const DASHBOARDS = join('charts', 'commerce', 'files', 'dashboards');

/** All dashboards of the platform. */
export const dashboards: readonly Dashboard[] = [
  platform,
  orders,
  sagas,
  events,
  sidecars,
  objectives,
];

/** The files of Grafana: paths in the repository and texts. */
export function dashboardFiles(): [file: string, text: string][] {
  return dashboards.map((dashboard) => [
    join(DASHBOARDS, `${dashboard.name}.json`),
    grafanaDashboard(dashboard),
  ]);
}

/** A query with its place in words, and why it may answer nothing. */
export interface PanelQuery {
  where: string;
  expr: string;
  emptyWhen: string | undefined;
}

/** The queries of all panels. */
export function panelQueries(): PanelQuery[] {
  return dashboards.flatMap(({ name, rows }) =>
    rows.flatMap(({ panels }) =>
      panels.flatMap(({ title, queries, emptyWhen }) =>
        queries.map(({ expr }) => ({
          where: `the panel ${title} of ${name}`,
          ...{ expr, emptyWhen },
        })),
      ),
    ),
  );
}
