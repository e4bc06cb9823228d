import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerSettings } from '@commerce/payment-provider/config';
import type { App } from 'dapr-actor-runtime/app';
import type { Setting } from 'dapr-actor-runtime/config';
import { root } from '../places.ts';
import { code, page, table } from './markdown.ts';

/** The environment variables of the scripts, without those of npm and the system. */
const LAUNCHER_MEANINGS: Record<string, string> = {
  GATEWAY_PORT: 'public port of the gateway, default 8080',
  LOCAL_PORTS: '`free` takes any free ports, so that several stacks can run side by side',
  COMMERCE_DATA_DIR: 'folder for data, logs, secrets and pids, default `.data`',
  DATABASE_URL:
    'existing PostgreSQL server to use instead of starting one; its user must be able to create databases',
  REDIS_URL: 'existing Redis to use instead of starting one',
  DAPR_BIN_DIR: 'folder with daprd, placement, scheduler and sentry of Dapr 1.18 or newer',
  OIDC_ISSUER:
    'as for the apps; `npm start` then imports nothing, because it has no token of that issuer',
  XDG_CACHE_HOME: 'folder for the built Dapr (in `dapr-commerce/`), default `~/.cache`',
  TEST_BACKEND:
    '`containers`: `npm test` takes PostgreSQL and Redis from a Docker engine instead of starting its own',
  POSTGRES_IMAGE: 'with `TEST_BACKEND=containers`, and of the compose file, default `postgres:18`',
  REDIS_IMAGE: 'the same for Redis, default `redis:7`',
  LOAD_CLIENT_ID:
    'the service client that `npm run load -- --env k8s` orders with; its scopes are orders, import, stock and catalog',
  LOAD_CLIENT_SECRET: 'the secret of that client',
  COMMERCE_TEST_STACK: 'set by `npm test` for the tests: the file that describes the running stack',
};
const NOT_OURS = new Set(['PATH', 'HOME', 'INIT_CWD', 'npm_execpath', 'npm_lifecycle_event']);
/** Programs that the benchmark starts and configures itself. */
const STARTED_BY_BENCH = /^(actors|contenders\/[^/]+\/(src|node_modules))\//;
const LAUNCHER_SOURCES = ['scripts', 'packages/local-stack/src', 'packages/testing/src', 'bench'];
const SETTINGS_OF_TESTS = 'COMMERCE_TEST_STACK';

/** The page of every setting of every app, from the declarations. */
export function configurationPage(apps: readonly App[]): string {
  const sections = [
    ...apps.map(({ name, settings }) => ({ name, settings })),
    { name: 'payment-provider', settings: providerSettings },
  ].flatMap(({ name, settings }) => [
    `## ${name}`,
    table(['variable', 'form', 'default', 'meaning'], Object.values(settings).map(rowOf)),
  ]);
  return page(
    'Configuration',
    'An app reads its settings once, at the start. If settings are missing or malformed, the start fails ' +
      'with a message that names all of them. `npm start` sets the required ones; `dapr run -f dapr` ' +
      'takes them from [dapr/dapr.yaml](../../dapr/dapr.yaml) and `.data/env`.',
    ...sections,
    '## Launcher (`npm start`, `npm test`, `npm run bench`)',
    launcherTable(),
  );
}

const SECRETS = { random: 'secret, random; ', given: 'secret; ' };

function rowOf({ name, form, byDefault, what, secret }: Setting<unknown>): string[] {
  const fallback = byDefault === '' ? 'not set' : code(byDefault ?? '');
  return [
    code(name),
    form,
    byDefault === undefined ? '**required**' : fallback,
    `${secret === undefined ? '' : SECRETS[secret]}${what}`,
  ];
}

function meaningOf(name: string): string {
  const meaning = LAUNCHER_MEANINGS[name];
  if (meaning !== undefined) return meaning;
  throw new Error(`the launcher reads ${name}: describe it in scripts/reference/configuration.ts`);
}

function isLauncherSource(file: string): boolean {
  return /\.(ts|mjs)$/.test(file) && !STARTED_BY_BENCH.test(file);
}

function launcherTable(): string {
  const names = new Set<string>();
  for (const folder of LAUNCHER_SOURCES) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter(isLauncherSource).sort()) {
      const text = readFileSync(join(root, folder, file), 'utf8');
      for (const [, name] of text.matchAll(/process\.env(?:\.|\[')(\w+)/g)) {
        if (name !== undefined && !NOT_OURS.has(name)) names.add(name);
      }
    }
  }
  return table(
    ['variable', 'meaning'],
    [...names]
      .sort(
        (a, b) =>
          Number(a === SETTINGS_OF_TESTS) - Number(b === SETTINGS_OF_TESTS) || (a < b ? -1 : 1),
      )
      .map((name) => [code(name), meaningOf(name)]),
  );
}
