import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'dapr-actor-runtime/app';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { type ChartApp, chartApps } from '../generate/chart-apps.ts';
import { componentsOf, REDIS_SECRET } from '../generate/components.ts';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

const VALUES = 'charts/commerce/values.yaml';

/** The page of what the Helm chart needs, and lets through, for each app. */
export function chartPage(apps: readonly App[]): string {
  const derived = chartApps(apps);
  return page(
    'Chart',
    'What [charts/commerce](../how-to/deploy-with-helm.md) derives from the declarations of the apps.',
    '## Values',
    'Without these defaults a value is not set. `apps.<app>` takes every key of `defaults`, and in `env` the ' +
      'settings of the app ([configuration](configuration.md)) that are neither secret nor set by the chart. A ' +
      'misspelt value is refused.',
    table(['value', 'default', 'what'], valueRows()),
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

/** The values of the chart with the comments above them. */
function valueRows(): string[][] {
  const { contents } = parseDocument(readFileSync(join(root, VALUES), 'utf8'));
  if (!isMap(contents)) throw new Error(`${VALUES} has no values`);
  return rowsOf(contents, []);
}

function rowsOf(map: YAMLMap, path: readonly string[]): string[][] {
  return map.items.flatMap(({ key, value }, n) => {
    if (!isScalar(key)) return [];
    // The comment above the first key belongs to the map; at the top it is about the whole file.
    const above = n > 0 ? key.commentBefore : path.length > 0 ? map.commentBefore : undefined;
    const what = (above ?? '').split('\n').map((line) => line.trim());
    const here = [...path, String(key.value)];
    const row = (byDefault: string) => [code(here.join('.')), byDefault, what.join(' ')];
    if (isMap(value) && value.items.length > 0) {
      return [...(above === undefined || above === null ? [] : [row('')]), ...rowsOf(value, here)];
    }
    const text = JSON.stringify(isScalar(value) ? value.value : value);
    return [row(text === '""' ? '' : code(text))];
  });
}
