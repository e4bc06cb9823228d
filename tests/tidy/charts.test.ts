import test from 'ava';
import { Compile } from 'typebox/schema';
import { parse } from 'yaml';
import { dashboards, panelQueries } from '../../scripts/dashboards/index.ts';
import { faultsOf, metricsOfApps } from '../../scripts/dashboards/metric-names.ts';
import { loadApps } from '../../scripts/generate/apps.ts';
import { chartApps, NEVER, openSettings } from '../../scripts/generate/chart-apps.ts';
import { readText, repositoryFiles } from './repository-files.ts';

type Values = { [name: string]: unknown };
interface Shape {
  properties?: Record<string, Shape>;
  additionalProperties?: boolean | Shape;
}

const CHART = 'charts/commerce';
/** What only the operator of an installation knows. */
const INSTALLATION: Values = {
  publicUrl: 'https://shop.example',
  image: { registry: 'images.shop.example' },
  apps: { payment: { env: { PAYMENT_PROVIDER_URL: 'https://payments.example' } } },
};

const apps = await loadApps();
const { rules: alerts } = parse(readText(`${CHART}/files/alerts.yaml`)) as {
  rules: { alert: string; expr: string }[];
};
const schema = JSON.parse(readText(`${CHART}/values.schema.json`)) as Shape;
const validator = Compile(schema);
const templates = repositoryFiles.filter(
  (file) => file.startsWith(`${CHART}/`) && file.includes('/templates/'),
);

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values as Helm merges them: the later ones win, objects are merged. */
function merged(...all: Values[]): Values {
  return all.reduce<Values>((sum, values) => {
    const result = { ...sum };
    for (const [name, value] of Object.entries(values)) {
      const known = result[name];
      result[name] = isObject(known) && isObject(value) ? merged(known, value) : value;
    }
    return result;
  }, {});
}

const valuesOf = (file: string) => parse(readText(`${CHART}/${file}`)) as Values;
const base = valuesOf('values.yaml');
const production = merged(base, valuesOf('values-prod.yaml'), INSTALLATION);

/** The paths of all objects of the schema, with their shapes. */
function objectsOf(shape: Shape, path: string[] = []): [path: string[], shape: Shape][] {
  if (shape.properties === undefined) return [];
  return [
    [path, shape],
    ...Object.entries(shape.properties).flatMap(([name, inner]) =>
      objectsOf(inner, [...path, name]),
    ),
  ];
}

/** An object with one value inside it, at a path. */
function nested(path: readonly string[], value: unknown): Values {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Values;
}

test('the values for development and for production are valid', (t) => {
  for (const values of [merged(base, valuesOf('values-dev.yaml')), production]) {
    t.deepEqual(validator.Errors(values)[1], []);
  }
});

test('what only an operator knows is required', (t) => {
  t.false(validator.Check(base));
  for (const left of ['publicUrl', 'image', 'apps']) {
    const { [left]: _, ...others } = INSTALLATION;
    t.false(validator.Check(merged(base, others)), left);
  }
});

test('a misspelt value fails at every depth', (t) => {
  const objects = objectsOf(schema);
  t.true(objects.length > 50);
  for (const [path] of objects) {
    const misspelt = merged(production, nested(path, { misspelt: '1' }));
    t.false(validator.Check(misspelt), [...path, 'misspelt'].join('.'));
  }
});

test('a limit of CPU, an image named latest and a size in GiB are refused', (t) => {
  const wrong = [
    nested(['defaults', 'resources', 'limits', 'cpu'], '1'),
    nested(['image', 'tag'], 'latest'),
    nested(['defaults', 'resources', 'limits', 'memory'], '1Gi'),
    nested(['image', 'digests', 'order'], 'sha256:short'),
    nested(['defaults', 'replicas'], 0),
  ];
  for (const values of wrong) {
    t.false(validator.Check(merged(production, values)), JSON.stringify(values));
  }
});

test('every setting of an app comes from the chart, from a secret, or is open to the operator', (t) => {
  const derived = chartApps(apps);
  for (const app of apps) {
    const { environment = {}, secrets = {} } = derived[app.name] ?? {};
    const open = openSettings(app).map(({ name }) => name);
    const provided = [...Object.keys(environment), ...Object.keys(secrets), ...open];
    const declared = Object.values(app.settings).map(({ name }) => name);
    const expected = [...new Set(declared)].filter((name) => !NEVER.has(name));
    t.deepEqual([...new Set(provided)].sort(), expected.sort(), app.name);
  }
});

test('no setting for tests can be set in a cluster', (t) => {
  for (const [name, app] of apps.flatMap((one) => [...NEVER].map((n) => [n, one.name] as const))) {
    const values = merged(production, nested(['apps', app, 'env', name], 'x'));
    t.false(validator.Check(values), `${app}: ${name}`);
  }
});

test('every value is used in a template', (t) => {
  const text = templates.map(readText).join('\n');
  const ofApps = new Set(apps.map(({ name }) => name));
  const unused = objectsOf(schema)
    .filter(([path]) => !path.includes('env') && !path.includes('digests'))
    .flatMap(([path, { properties = {} }]) => Object.keys(properties).map((key) => [...path, key]))
    .filter((path) => !path.some((part) => ofApps.has(part)))
    .map((path) => path.at(-1) as string)
    // `service` and `global` are Helm's own; resources are written as they are.
    .filter((key) => !['service', 'global', 'cpu'].includes(key))
    .filter((key) => !new RegExp(`\\.${key}\\b`).test(text));
  t.deepEqual([...new Set(unused)], []);
});

test('no template knows an app by its name, but for the edge', (t) => {
  const inner = apps.filter(({ edge }) => !edge).map(({ name }) => name);
  const named = new RegExp(`(?:name: |")(?:${inner.join('|')})(?:$|")`, 'm');
  // The simulator plays a company that only payment calls.
  const common = templates.filter((file) => !file.endsWith('payment-simulator.yaml'));
  const wrong = common.filter((file) => named.test(readText(file)));
  t.deepEqual(wrong, [], 'take it from derived/apps.yaml');
});

test('every named template is defined and used', (t) => {
  const text = templates.map(readText).join('\n');
  const namesIn = (word: string) => [
    ...new Set([...text.matchAll(new RegExp(`${word} "([\\w.]+)"`, 'g'))].map(([, name]) => name)),
  ];
  t.deepEqual(namesIn('define').sort(), namesIn('include').sort());
});

test('every template has a suite', (t) => {
  const suites = repositoryFiles
    .filter((file) => file.startsWith(`${CHART}/tests/`))
    .map((file) => parse(readText(file)) as { suite: string; templates: string[] });
  const tested = new Set(suites.flatMap((suite) => suite.templates));
  const own = templates
    .filter((file) => file.startsWith(`${CHART}/templates/`) && file.endsWith('.yaml'))
    .map((file) => file.slice(`${CHART}/templates/`.length));
  t.deepEqual(
    own.filter((file) => !tested.has(file)),
    [],
    `add a suite of helm-unittest in ${CHART}/tests`,
  );
});

test('alerts and dashboards read metrics that exist', (t) => {
  const known = metricsOfApps(apps);
  const queries = [
    ...alerts.map(({ alert, expr }) => [`the alert ${alert}`, expr] as const),
    ...panelQueries().map(({ where, expr }) => [where, expr] as const),
  ];
  t.deepEqual(
    queries.flatMap(([where, expr]) => faultsOf(expr, where, known)),
    [],
  );
  t.deepEqual(faultsOf('sum(orders_lost{state="x"})', 'the panel Lost of orders', known), [
    'the panel Lost of orders reads orders_lost, which no app has: see docs/reference/metrics.md',
  ]);
  t.is(faultsOf('sum(order_sagas)', 'a panel', known).length, 1, 'a query without braces');
});

test('the panels of a dashboard have different titles, and its curves names', (t) => {
  for (const { name, rows } of dashboards) {
    const panels = rows.flatMap((row) => row.panels);
    const titles = panels.map(({ title }) => title);
    t.deepEqual([...new Set(titles)], titles, name);
    for (const { queries, title } of panels) {
      t.true(
        queries.every(({ legend }) => legend !== ''),
        `${name}: ${title}`,
      );
    }
  }
});
