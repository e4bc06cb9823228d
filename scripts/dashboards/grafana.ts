import {
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { GENERATED } from '../generate/generated.ts';
import type { Dashboard, Panel } from './dashboard.ts';

/** Of the 24 columns of Grafana, and its rows. */
const WIDTH = 8;
const HEIGHT = 8;
const FIRST_QUERY = 'A'.charCodeAt(0);
const REFRESH = '30s';
const SINCE = 'now-1h';
const SOURCE = { type: 'prometheus', uid: '${datasource}' };

/** The text of a file that Grafana imports or is provisioned with. */
export function grafanaDashboard({ name, title, about, rows }: Dashboard): string {
  const builder = new DashboardBuilder(title)
    .uid(`commerce-${name}`)
    .description(`${about} ${GENERATED}`)
    .tags(['commerce'])
    .refresh(REFRESH)
    .time({ from: SINCE, to: 'now' })
    .timezone('browser')
    .readonly()
    .withVariable(
      new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    )
    .withVariable(
      new QueryVariableBuilder('namespace')
        .label('Namespace')
        .datasource(SOURCE)
        .query('label_values(http_server_request_duration_seconds_count, namespace)'),
    );
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(panelOf(panel));
  }
  return JSON.stringify(builder.build());
}

function panelOf(panel: Panel) {
  const { title, about, unit, numbers, queries } = panel;
  const builder = numbers ? numberPanel() : curvePanel();
  builder.title(title).description(about).datasource(SOURCE).unit(unit).span(WIDTH).height(HEIGHT);
  queries.forEach(({ expr, legend }, n) => {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode(FIRST_QUERY + n))
      .expr(expr)
      .legendFormat(legend);
    builder.withTarget(numbers ? query.instant() : query.range().exemplar(true));
  });
  return builder;
}

function numberPanel() {
  return new StatBuilder().reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));
}

function curvePanel() {
  const legend = new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom);
  return new TimeseriesBuilder().legend(legend);
}
