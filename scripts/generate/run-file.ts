import type { App } from 'dapr-actor-runtime/app';
import { stringify } from 'yaml';
import { GENERATED } from './generated.ts';

/** The ports of the first app; each further app has ports one higher. */
const FIRST_PORTS = {
  app: 4101,
  http: 4111,
  grpc: 4121,
  internal: 4131,
  metrics: 4141,
  appMetrics: 4191,
};
/** Each port block has ten ports. */
export const MAX_APPS = 10;
/** What every sidecar has in common. */
export const SIDECAR = {
  logLevel: 'warn',
  // Enough for the JSON body of an order with several hundred lines, and for the headers of a
  // traced call.
  maxBodySize: '4Mi',
  readBufferSize: '16Ki',
} as const;
const DATABASE_SERVER = 'postgres://127.0.0.1:4151';

/** The Dapr multi-app run file: every app with its ports, command and environment. */
export function runFile(apps: readonly App[]): string {
  if (apps.length > MAX_APPS) throw new Error(`there are ports for at most ${MAX_APPS} apps`);
  const content = {
    version: 1,
    common: {
      configFilePath: 'config.yaml',
      resourcesPaths: ['../components/local', 'resources'],
      apiListenAddresses: '127.0.0.1',
      placementHostAddress: '127.0.0.1:4161',
      schedulerHostAddress: '127.0.0.1:4171',
      ...SIDECAR,
      env: { LOG_LEVEL: 'info' },
    },
    apps: apps.map(appEntry),
  };
  return [
    `# ${GENERATED}`,
    '# Every app with its ports, command and environment, for `npm start`, and for `dapr run -f dapr` after',
    '# `npm run backing` (secrets come from the environment: .data/env). Dapr does not call an app at the',
    '# edge, so it has no appPort: it listens on GATEWAY_PORT.',
    stringify(content),
  ].join('\n');
}

function appEntry({ name, edge, uses, localEnvironment }: App, n: number): object {
  const env = {
    METRICS_PORT: FIRST_PORTS.appMetrics + n,
    ...(uses.includes('database') ? { DATABASE_URL: `${DATABASE_SERVER}/${name}` } : {}),
    ...localEnvironment,
  };
  return {
    appID: name,
    appDirPath: `../apps/${name}`,
    ...(edge ? {} : { appPort: FIRST_PORTS.app + n }),
    daprHTTPPort: FIRST_PORTS.http + n,
    daprGRPCPort: FIRST_PORTS.grpc + n,
    daprInternalGRPCPort: FIRST_PORTS.internal + n,
    metricsPort: FIRST_PORTS.metrics + n,
    command: ['../../node_modules/.bin/node', '../../packages/runtime/app/main.ts'],
    ...(Object.keys(env).length === 0 ? {} : { env }),
  };
}
