import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessControl, apiSpec, type AppAccess, sentryConfiguration } from '@commerce/local-stack';
import type { App } from 'dapr-actor-runtime/app';
import { parse, stringify } from 'yaml';
import { root } from '../../places.ts';
import { accessOfApps } from '../access-table.ts';
import { GENERATED } from '../generated.ts';
import { appServices } from './app-services.ts';
import { backingServices, volumeNames } from './backing-services.ts';
import { observeFiles, observeServices } from './observe-services.ts';
import { PORTS, type Service } from './parts.ts';

/** The folder of the compose file. */
export const COMPOSE = join('deploy', 'compose');
/** The folder of the configurations of sidecars in it. */
export const COMPOSE_DAPR = join(COMPOSE, 'dapr');
/** The folder of what the profile `observe` reads. */
export const COMPOSE_OBSERVE = join(COMPOSE, 'observe');

/** The compose file and what its services read: paths in the repository and texts. */
export function composeFiles(apps: readonly App[]): [file: string, text: string][] {
  const access = accessOfApps(apps);
  return [
    [join(COMPOSE, 'compose.yaml'), composeFile(apps)],
    [join(COMPOSE, 'databases.sql'), databaseScript(apps)],
    [join(COMPOSE, 'sentry.yaml'), yaml([], sentryConfiguration('/trust/jwks.json'))],
    ...apps.map(({ name }): [string, string] => [
      join(COMPOSE_DAPR, `${name}.yaml`),
      configuration(access.get(name) as AppAccess),
    ]),
    ...observeFiles(apps).map(([file, content]): [string, string] => [
      join(COMPOSE, file),
      yaml([], content),
    ]),
  ];
}

/** The services of the compose file by name. */
export function composeServices(apps: readonly App[]): Record<string, Service> {
  return Object.fromEntries([
    ...backingServices(apps),
    ...apps.flatMap(appServices),
    ...observeServices(),
  ]);
}

function composeFile(apps: readonly App[]): string {
  const content = {
    name: 'dapr-commerce',
    services: composeServices(apps),
    volumes: Object.fromEntries(volumeNames(apps).map((name) => [name, {}])),
  };
  const about = [
    'The whole platform in containers: `npm run images`, `npm run compose`, then here `docker compose up`.',
    'README.md says what runs and which variables there are.',
  ];
  return yaml(about, content);
}

function yaml(about: readonly string[], content: object): string {
  const comment = [GENERATED, ...about].map((line) => `# ${line}\n`).join('');
  // Written for readers of YAML 1.1 too, to whom `no` is false and `0:0` a number.
  const form = { aliasDuplicateObjects: false, lineWidth: 0, version: '1.1' } as const;
  return `${comment}${stringify(content, form)}`;
}

// CREATE DATABASE cannot be conditional, nor be part of a transaction.
function databaseScript(apps: readonly App[]): string {
  const names = apps.filter(({ uses }) => uses.includes('database')).map(({ name }) => name);
  const statements = names.map(
    (name) =>
      `SELECT 'CREATE DATABASE "${name}"' WHERE NOT EXISTS\n` +
      `  (SELECT FROM pg_database WHERE datname = '${name}') \\gexec\n`,
  );
  return [`-- ${GENERATED}\n-- For psql: creates what is missing.\n`, ...statements].join('');
}

/** The configuration of a sidecar: the common one, names of this network, and what the app may and allows. */
function configuration(access: AppAccess): string {
  const common = parse(readFileSync(join(root, 'dapr', 'config.yaml'), 'utf8')) as {
    spec: Record<string, unknown>;
  };
  const content = {
    ...common,
    spec: {
      ...common.spec,
      nameResolution: {
        component: 'nameformat',
        version: 'v1',
        configuration: { format: `{appid}:${PORTS.daprInternalGrpc}` },
      },
      mtls: { enabled: true },
      api: apiSpec(access),
      accessControl: accessControl(access),
    },
  };
  return yaml([], content);
}
