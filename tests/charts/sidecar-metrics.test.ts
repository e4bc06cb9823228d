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
const SCRAPED = ['pod', 'namespace'];
const ALERTS = 'charts/commerce/files/alerts.yaml';

/** The sources in which Dapr declares its metrics and their labels. */
async function monitoringSources(): Promise<string[]> {
  const module = `${DAPR}@${DAPR_VERSIONS.modules[DAPR]}`;
  const folder = await goModuleFolder(module, 'whose metrics alerts and dashboards read');
  const files = globSync(join(folder, 'pkg', 'diagnostics', '*.go'));
  return files.filter((file) => !file.includes('_test')).map((file) => readFileSync(file, 'utf8'));
}

function alertRules() {
  const { rules } = parse(readFileSync(join(root, ALERTS), 'utf8')) as {
    rules: { alert: string; expr: string; summary: string }[];
  };
  return rules;
}

test('alerts and dashboards read metrics of sidecars that Dapr declares', async (t) => {
  const known = daprMetrics(await monitoringSources());
  t.true(known.has('dapr_runtime_workflow_execution_latency_bucket'));
  const queries = [
    ...alertRules().map(({ alert, expr }) => ({ where: `the alert ${alert}`, expr })),
    ...panelQueries(),
  ];
  const unknown = queries.flatMap(({ where, expr }) =>
    metricsIn(expr)
      .filter((name) => name.startsWith('dapr_') && !known.has(name))
      .map((name) => `${where} reads ${name}, which Dapr does not declare`),
  );
  t.deepEqual(unknown, []);
});

test('alerts on metrics of sidecars name labels that Dapr declares', async (t) => {
  const sources = (await monitoringSources()).join('\n');
  // Those of the scrape are beside them.
  const known = new Set([
    ...SCRAPED,
    ...[...sources.matchAll(/tag\.MustNewKey\("([^"]+)"\)/g)].map(([, name = '']) => name),
  ]);
  const unknown = alertRules()
    .filter(({ expr }) => metricsIn(expr).every((name) => name.startsWith('dapr_')))
    .flatMap(({ alert, summary }) =>
      [...summary.matchAll(/\$labels\.(\w+)/g)]
        .filter(([, name = '']) => !known.has(name))
        .map(([, name]) => `${alert} names ${name}`),
    );
  t.true(known.has('componentName'));
  t.deepEqual(unknown, []);
});
