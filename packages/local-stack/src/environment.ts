import { join } from 'node:path';
import type { AppAccess } from './access.ts';
import type { PortPlan } from './port-plan.ts';
import type { RunFileApp } from './run-file.ts';
import { secretOf, type Secrets } from './secrets.ts';

const HOST = '127.0.0.1';

/** The addresses and secrets of a stack, from which the environment of the apps is made. */
export interface Coordinates {
  ports: PortPlan;
  databaseUrls: Record<string, string>;
  databaseServerUrl: string;
  redisUrl: string;
  /** What sidecars need to reach the broker of their topics; empty if that is Redis. */
  brokerEnvironment: Record<string, string>;
  secrets: Secrets;
  failpointDir: string | undefined;
}

/** The environment variable from which components read the database URL of an app. */
export function databaseVariable(appId: string): string {
  return `${appId.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
}

/** The environment that all apps and sidecars have in common. */
export function commonEnvironment(coordinates: Coordinates): Record<string, string> {
  const { ports, redisUrl, brokerEnvironment, secrets } = coordinates;
  const redis = new URL(redisUrl);
  return {
    DAPR_API_TOKEN: secrets.daprApiToken,
    APP_API_TOKEN: secrets.appApiToken,
    TOKEN_ISSUER: `http://${HOST}:${ports.apps['gateway']?.app}`,
    REDIS_URL: redisUrl,
    REDIS_HOST: `${redis.hostname}:${redis.port || 6379}`,
    REDIS_PASSWORD: decodeURIComponent(redis.password),
    REDIS_DB: redis.pathname.slice(1) || '0',
    ...brokerEnvironment,
  };
}

/**
 * The random secrets of an app. Its sidecar does not get them: the secrets API would return them.
 */
export function secretEnvironment(
  { secrets: names }: AppAccess,
  secrets: Secrets,
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, secretOf(secrets, name)]));
}

/**
 * The environment of an app and its sidecar: the run file's values, overridden by the launcher's.
 */
export function appEnvironment(
  app: RunFileApp,
  coordinates: Coordinates,
  extra: Record<string, string>,
  name = app.appId,
): Record<string, string> {
  const { ports, databaseUrls, failpointDir } = coordinates;
  const own = ports.apps[name];
  if (own === undefined) throw new Error(`no ports are planned for ${name}`);
  const url = databaseUrls[app.appId];
  const provider = `http://${HOST}:${ports.infra['payment-provider']}`;
  return {
    ...app.env,
    ...commonEnvironment(coordinates),
    APP_ID: app.appId,
    [app.appPort === undefined ? 'GATEWAY_PORT' : 'APP_PORT']: String(own.app),
    ...(own.appMetrics === undefined ? {} : { METRICS_PORT: String(own.appMetrics) }),
    DAPR_HTTP_PORT: String(own.daprHttp),
    DAPR_GRPC_PORT: String(own.daprGrpc),
    ...(url === undefined ? {} : { DATABASE_URL: url, [databaseVariable(app.appId)]: url }),
    ...(app.env['PAYMENT_PROVIDER_URL'] === undefined ? {} : { PAYMENT_PROVIDER_URL: provider }),
    ...(failpointDir === undefined ? {} : { FAILPOINT_DIR: failpointDir }),
    ...extra,
  };
}

/** The database of an app: its name, and the folder of its migrations. */
export interface AppDatabase {
  appId: string;
  name: string;
  migrations: string;
}

/** The databases of the run file's apps; their names are the paths of their DATABASE_URL. */
export function databasesOf(apps: RunFileApp[]): AppDatabase[] {
  return apps.flatMap(({ appId, directory, env }) => {
    const url = env['DATABASE_URL'];
    if (url === undefined) return [];
    const name = new URL(url).pathname.slice(1);
    return [{ appId, name, migrations: join(directory, 'src', 'migrations') }];
  });
}
