import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAPR_VERSIONS } from '@commerce/local-stack';
import test from 'ava';
import { parse } from 'yaml';
import { panelQueries } from '../../scripts/dashboards/index.ts';
import { daprMetrics, metricsIn } from '../../scripts/dashboards/metric-names.ts';
import { goModuleFolder } from '../../scripts/go-module.ts';
import { root } from '../../scripts/places.ts';

const DAPR = 'github.com/dapr/dapr';
const ALERTS = 'charts/commerce/files/alerts.yaml';

test('alerts and dashboards read metrics of sidecars that Dapr declares', async (t) => {
  const module = `${DAPR}@${DAPR_VERSIONS.modules[DAPR]}`;
  const folder = await goModuleFolder(module, 'whose metrics alerts and dashboards read');
  const files = globSync(join(folder, 'pkg', 'diagnostics', '*_monitoring*.go'));
  const known = daprMetrics(
    files.filter((file) => !file.includes('_test')).map((file) => readFileSync(file, 'utf8')),
  );
  t.true(known.has('dapr_runtime_workflow_execution_latency_bucket'));
  const { rules } = parse(readFileSync(join(root, ALERTS), 'utf8')) as {
    rules: { alert: string; expr: string }[];
  };
  const queries = [
    ...rules.map(({ alert, expr }) => ({ where: `the alert ${alert}`, expr })),
    ...panelQueries(),
  ];
  const unknown = queries.flatMap(({ where, expr }) =>
    metricsIn(expr)
      .filter((name) => name.startsWith('dapr_') && !known.has(name))
      .map((name) => `${where} reads ${name}, which Dapr does not declare`),
  );
  t.deepEqual(unknown, []);
});
