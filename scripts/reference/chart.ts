import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'dapr-actor-runtime/app';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { type ChartApp, chartApps } from '../generate/chart-apps.ts';
import { chartSchema, type Shape } from '../generate/chart-schema.ts';
import { componentsOf, REDIS_SECRET } from '../generate/components.ts';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

/** The page that Helm shows of the chart: `helm show readme`. */
export const CHART_README = join('charts', 'commerce', 'README.md');
const VALUES = join('charts', 'commerce', 'values.yaml');

const INSTALL = `\`\`\`sh
helm upgrade --install commerce charts/commerce --namespace shop \\
  --values charts/commerce/values-prod.yaml --values shop.yaml --wait --timeout 10m
helm test commerce --namespace shop --logs
\`\`\``;
const FILES = [
  ['`derived/`, `values.schema.json`', 'generated from the declarations of the apps; never edited'],
  ['`values.yaml`', 'the defaults, with what each value means'],
  ['`charts/service/`', 'the library chart: one template for each kind of object of an app'],
  ['`templates/`', 'loops over the apps, and what there is one of'],
  ['`templates/checks.yaml`', 'what stops an install before it changes anything'],
  ['`files/`', 'the script of `helm test`, and the alerts'],
  ['`tests/`', 'a suite of helm-unittest for each template: `helm unittest charts/commerce`'],
];

/** The page of the chart: its values, and what it needs and lets through for each app. */
export function chartPage(apps: readonly App[]): string {
  const derived = chartApps(apps);
  return page(
    'commerce',
    'The Helm chart of the platform: all apps with their Dapr sidecars, their components, access lists, network ' +
      'policies, budgets, autoscalers and alerts, all derived from the declarations of the apps. [How to deploy with ' +
      'it](../../docs/how-to/deploy-with-helm.md) has the steps:',
    INSTALL,
    '## Values',
    'Without a default a value is not set; **required** ones have none. `apps.<app>` takes every key of ' +
      '`defaults`, and in `env` the settings of the app ([configuration](../../docs/reference/configuration.md)) that ' +
      'are neither secret nor set by the chart. `values-dev.yaml` and `values-prod.yaml` change defaults. A misspelt ' +
      'value is refused.',
    table(['value', 'form', 'default', 'what'], valueRows(JSON.parse(chartSchema(apps)) as Shape)),
    '## Secrets',
    'They exist before an install. The name of each begins with `secretPrefix` (`commerce-`). A key that is ' +
      'not required may be absent.',
    table(['secret', 'key', 'required', 'what'], secretRows(apps, derived)),
    '## Network',
    'Besides these, every sidecar reaches the DNS of the cluster and the control plane of Dapr. Everything else ' +
      'is denied.',
    table(['app', 'is called by', 'calls', 'database', 'Redis'], networkRows(derived)),
    '## Graces',
    'A pod ends within `preStopSeconds`, the stop of its app, `sidecarStopSeconds` and 5 s.',
    table(
      ['app', 'longest graceful stop'],
      Object.entries(derived).map(([name, { stopSeconds }]) => [name, `${stopSeconds} s`]),
    ),
    '## Files',
    table(['path', 'what'], FILES),
    'An app that is added needs none of these files: `npm run generate` writes what follows from it, and ' +
      '`npm run charts` writes `charts/golden`, all objects of each app as they are in production, for the review of a ' +
      'change.',
  );
}

function secretRows(apps: readonly App[], derived: Record<string, ChartApp>): string[][] {
  const rows = new Map<string, string[]>();
  for (const app of apps) {
    const meanings = new Map(Object.values(app.settings).map(({ name, what }) => [name, what]));
    for (const [name, secret] of Object.entries(derived[app.name]?.secrets ?? {})) {
      const cells = [code(secret.of), code(secret.key), secret.optional ? '' : 'yes'];
      rows.set(`${secret.of} ${secret.key}`, [...cells, meanings.get(name) ?? '']);
    }
  }
  for (const { metadata } of componentsOf(apps, { set: 'local', namespace: '' })) {
    for (const [setting, value] of metadata.filter((entry) => typeof entry !== 'string')) {
      if (typeof value === 'string' || value.of !== REDIS_SECRET) continue;
      const what = `${code(setting)} of the components on Redis`;
      rows.set(`${value.of} ${value.key}`, [code(value.of), code(value.key), 'yes', what]);
    }
  }
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function networkRows(derived: Record<string, ChartApp>): string[][] {
  const named = Object.entries(derived);
  return named.map(([name, { edge, calls, database, redis }]) => {
    const callers = named.filter(([, other]) => other.calls.includes(name)).map(([one]) => one);
    return [
      name,
      [...(edge ? ['clients'] : []), ...callers].join(', '),
      calls.join(', '),
      database ? 'yes' : '',
      redis ? 'yes' : '',
    ];
  });
}

/** The values of the chart with the comments above them, and before them those that an operator must give. */
function valueRows(schema: Shape): string[][] {
  const { contents } = parseDocument(readFileSync(join(root, VALUES), 'utf8'));
  if (!isMap(contents)) throw new Error(`${VALUES} has no values`);
  const required = requiredPaths(schema).filter((path) => !contents.hasIn(path));
  return [
    ...required.map((path) => {
      const shape = shapeAt(schema, path);
      return [
        code(path.join('.')),
        formOf(shape),
        '**required**',
        String(shape?.description ?? ''),
      ];
    }),
    ...rowsOf(contents, [], schema),
  ];
}

function requiredPaths({ properties = {}, required = [] }: Shape): string[][] {
  return required.flatMap((key) => {
    const inner = requiredPaths(properties[key] ?? {});
    return properties[key]?.properties === undefined
      ? [[key]]
      : inner.map((path) => [key, ...path]);
  });
}

function shapeAt(schema: Shape, path: readonly string[]): Shape | undefined {
  return path.reduce<Shape | undefined>((shape, key) => shape?.properties?.[key], schema);
}

/** What a value may be, in words. */
function formOf(shape: Shape | undefined): string {
  const { type, minimum, maximum, pattern, enum: choices, items } = shape ?? {};
  if (choices !== undefined) return choices.map(code).join(', ');
  if (type === 'integer') return `${minimum} to ${maximum}`;
  if (type === 'boolean') return 'yes or no';
  if (type === 'array') return items?.type === 'object' ? 'list of objects' : 'list';
  if (type === 'object') return 'object';
  return pattern === undefined ? 'text' : code(pattern);
}

function rowsOf(map: YAMLMap, path: readonly string[], schema: Shape): string[][] {
  return map.items.flatMap(({ key, value }, n) => {
    if (!isScalar(key)) return [];
    // The comment above the first key belongs to the map; at the top it is about the whole file.
    const above = n > 0 ? key.commentBefore : path.length > 0 ? map.commentBefore : undefined;
    const what = (above ?? '').split('\n').map((line) => line.trim());
    const here = [...path, String(key.value)];
    const row = (form: string, byDefault: string) => [
      ...[code(here.join('.')), form, byDefault],
      what.join(' '),
    ];
    if (isMap(value) && value.items.length > 0) {
      const own = above === undefined || above === null ? [] : [row('', '')];
      return [...own, ...rowsOf(value, here, schema)];
    }
    const text = JSON.stringify(isScalar(value) ? value.value : value);
    return [row(formOf(shapeAt(schema, here)), text === '""' ? '' : code(text))];
  });
}
