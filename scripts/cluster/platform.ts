import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadSecrets,
  localEnvironment,
  readAccess,
  readRunFile,
  secretOf,
  type Secrets,
  type ServiceClients,
} from '@commerce/local-stack';
import pg from 'pg';
import { parse } from 'yaml';
import { root } from '../places.ts';
import { PLACEMENT_ADDRESS } from './dapr.ts';
import { type Kube, reach } from './kube.ts';
import { MANIFESTS } from './layout.ts';
import { rolledOut } from './up.ts';

/** The namespace and release of the platform. */
export const PLATFORM = 'commerce';
/** The namespace of PostgreSQL and Redis. */
export const BACKING = 'backing';
const CHART = join(root, 'charts', 'commerce');
const TEST_CLIENT = 'helm-test-client';
const INSTALL_LIMIT = '8m';
const BACKING_LIMIT_MS = 180_000;
const POSTGRES = { namespace: BACKING, service: 'postgres', port: 5432 };
const REDIS_HOST = `redis.${BACKING}.svc.cluster.local:6379`;

interface SecretReference {
  of: string;
  key: string;
  optional: boolean;
}

/** What the chart derives of an app, as far as it is needed here. */
export interface DerivedApp {
  edge: boolean;
  database: boolean;
  calls: string[];
  secrets: Record<string, SecretReference>;
}

interface DerivedDapr {
  components: { metadata: { secret?: Omit<SecretReference, 'optional'> }[] }[];
}

function derived<T>(file: string): T {
  return parse(readFileSync(join(CHART, 'derived', file), 'utf8')) as T;
}

/** All apps of the chart, by name. */
export function derivedApps(): Record<string, DerivedApp> {
  return derived('apps.yaml');
}

/** The secrets of the platform in the cluster, which stay with the data directory. */
export function clusterSecrets(home: string): Secrets {
  const access = readAccess(join(root, 'dapr', 'access.yaml'));
  mkdirSync(home, { recursive: true });
  return loadSecrets(
    home,
    Object.values(access).flatMap(({ secrets }) => secrets),
  );
}

/** The URL of an app's database at an address. */
export function databaseUrl(secrets: Secrets, address: string, app: string): string {
  return `postgres://commerce:${secrets.databasePassword}@${address}/${app}`;
}

/** The value of a key of a secret that the chart names; undefined for one that this installation leaves out. */
function secretValue(secrets: Secrets, { of, key }: Pick<SecretReference, 'of' | 'key'>) {
  const known: Record<string, string> = {
    'app-api-token/token': secrets.appApiToken,
    'dapr-api-token/token': secrets.daprApiToken,
    'redis/REDIS_URL': `redis://:${secrets.redisPassword}@${REDIS_HOST}/0`,
    'redis/REDIS_HOST': REDIS_HOST,
    'redis/REDIS_PASSWORD': secrets.redisPassword,
    'redis/REDIS_DB': '0',
    'identity/LOCAL_SEED': localEnvironment(secrets, '')['LOCAL_SEED'] ?? '',
  };
  if (key === 'DATABASE_URL') {
    return databaseUrl(secrets, `postgres.${BACKING}.svc.cluster.local:5432`, of);
  }
  return known[`${of}/${key}`] ?? secrets[key];
}

/**
 * The Secrets that an installation needs, by name and key, from what the chart derives: an app that is added
 * later gets its own. Throws an Error for a required one that nobody knows.
 */
export function secretsOfChart(
  secrets: Secrets,
  apps: Readonly<Record<string, Pick<DerivedApp, 'secrets'>>> = derivedApps(),
): Record<string, Record<string, string>> {
  const components = derived<DerivedDapr>('dapr.yaml').components;
  const wanted: SecretReference[] = [
    ...Object.values(apps).flatMap((app) => Object.values(app.secrets)),
    ...components.flatMap(({ metadata }) =>
      metadata.flatMap(({ secret }) =>
        secret === undefined ? [] : [{ ...secret, optional: false }],
      ),
    ),
  ];
  const all: Record<string, Record<string, string>> = {};
  for (const reference of wanted) {
    const value = secretValue(secrets, reference);
    if (value === undefined && !reference.optional) secretOf(secrets, reference.key);
    if (value !== undefined) (all[reference.of] ??= {})[reference.key] = value;
  }
  return all;
}

function secretObject(name: string, stringData: Record<string, string>): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData };
}

async function apply(kube: Kube, namespace: string, items: readonly object[]): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items };
  await kube.kubectl(['apply', '--namespace', namespace, '-f', '-'], list);
}

async function makeNamespace(kube: Kube, name: string): Promise<void> {
  // What PodSecurity does not allow is refused, not only warned of.
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  await kube.kubectl(['apply', '-f', '-'], namespace);
}

/** Starts PostgreSQL and Redis in the cluster, and makes a database for each app. */
export async function installBacking(kube: Kube, secrets: Secrets): Promise<void> {
  await makeNamespace(kube, BACKING);
  const { databasePassword, redisPassword } = secrets;
  await apply(kube, BACKING, [secretObject('backing', { databasePassword, redisPassword })]);
  await kube.kubectl(['apply', '--namespace', BACKING, '-f', join(MANIFESTS, 'backing.yaml')]);
  await rolledOut(kube, BACKING, BACKING_LIMIT_MS);
  const { address, close } = await reach(kube, POSTGRES);
  const client = new pg.Client(databaseUrl(secrets, address, 'postgres'));
  try {
    await client.connect();
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const databases = Object.entries(derivedApps()).filter(([, { database }]) => database);
    for (const [name] of databases) {
      if (rows.some(({ datname }) => datname === name)) continue;
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
    }
  } finally {
    await client.end();
    close();
  }
}

/** The values of the chart for tests on a cluster, beside values-dev.yaml. */
export function platformValues(version: string, isOwn: boolean): object {
  const peers = [
    { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': BACKING } } },
  ];
  return {
    publicUrl: `http://gateway.${PLATFORM}.svc.cluster.local`,
    image: {
      registry: 'docker.io',
      prefix: 'commerce/',
      tag: version,
      pullPolicy: isOwn ? 'Never' : 'IfNotPresent',
    },
    // Elsewhere the Service may not be there.
    ...(isOwn && { dapr: { placementAddress: PLACEMENT_ADDRESS } }),
    networkPolicies: {
      postgres: { port: 5432, peers },
      redis: { port: 6379, peers },
      metrics: {
        peers: [
          { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
        ],
      },
    },
    defaults: { replicas: REPLICAS },
    apps: limitsOfDemo(),
    tests: { clientSecretName: TEST_CLIENT },
  };
}

/** As many as a cluster runs at least, so that one can be killed without ending the service. */
const REPLICAS = 2;

/** The limits of the local set, which let one client replay invoices: of every app that has some. */
function limitsOfDemo(): Record<string, { env: Record<string, string> }> {
  const apps = readRunFile(join(root, 'dapr', 'dapr.yaml')).map(({ appId, env }) => {
    const limits = Object.entries(env).filter(([name]) => name.startsWith('RATE_'));
    return [appId, { env: Object.fromEntries(limits) }] as const;
  });
  return Object.fromEntries(apps.filter(([, { env }]) => Object.keys(env).length > 0));
}

/** Makes the namespace and the secrets of the platform. */
export async function preparePlatform(
  kube: Kube,
  secrets: Secrets,
  { importer }: ServiceClients,
): Promise<void> {
  await makeNamespace(kube, PLATFORM);
  await apply(kube, PLATFORM, [
    ...Object.entries(secretsOfChart(secrets)).map(([of, data]) =>
      secretObject(`${PLATFORM}-${of}`, data),
    ),
    secretObject(TEST_CLIENT, { CLIENT_ID: importer.id, CLIENT_SECRET: importer.secret }),
  ]);
}

/** Installs or upgrades the chart and waits until all of it is ready. */
export async function installPlatform(
  kube: Kube,
  values: object,
  { files = [], settings = [] }: { files?: readonly string[]; settings?: readonly string[] } = {},
): Promise<void> {
  await kube.helm(
    [
      ...['upgrade', '--install', PLATFORM, CHART, '--namespace', PLATFORM],
      ...['--values', join(CHART, 'values-dev.yaml'), '--values', '-'],
      ...files.flatMap((file) => ['--values', file]),
      ...settings.flatMap((setting) => ['--set-string', setting]),
      ...['--wait', '--timeout', INSTALL_LIMIT],
    ],
    values,
  );
}

/** Where the databases and the gateway of the platform are reached from here, until closed. */
export async function reachPlatform(kube: Kube, secrets: Secrets) {
  const postgres = await reach(kube, POSTGRES);
  const gateway = await reach(kube, { namespace: PLATFORM, service: 'gateway', port: 80 });
  const url = (app: string) => databaseUrl(secrets, postgres.address, app);
  return {
    gatewayUrl: `http://${gateway.address}`,
    databaseUrls: {
      order: url('order'),
      inventory: url('inventory'),
      payment: url('payment'),
      catalog: url('catalog'),
    },
    close: () => {
      postgres.close();
      gateway.close();
    },
  };
}
