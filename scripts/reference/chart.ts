import type { App } from 'dapr-actor-runtime/app';
import { type ChartApp, chartApps } from '../generate/chart-apps.ts';
import { componentsOf, REDIS_SECRET } from '../generate/components.ts';
import { code, page, table } from './markdown.ts';

/** The page of what the Helm chart needs, and lets through, for each app. */
export function chartPage(apps: readonly App[]): string {
  const derived = chartApps(apps);
  return page(
    'Chart',
    'What [charts/commerce](../how-to/deploy-with-helm.md) derives from the declarations of the apps.',
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
