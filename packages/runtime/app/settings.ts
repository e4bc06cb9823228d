import { optional, port, type Setting, type Settings, text, url } from '../config/index.ts';

/** What an app can ask the runtime to open for it. */
export type Resource = 'database' | 'redis' | 'outbox' | 'streams';

const LOOPBACK = '127.0.0.1';

/** The settings of every app. */
export const commonSettings = {
  port: port('APP_PORT', { what: 'where the app listens' }),
  listenAddress: text('LISTEN_ADDRESS', {
    what: 'the address to listen on; `0.0.0.0` where probes and Services must reach the app',
    byDefault: LOOPBACK,
  }),
  appToken: text('APP_API_TOKEN', {
    what: 'what the sidecar presents to the app',
    secret: 'given',
  }),
  daprHttpPort: port('DAPR_HTTP_PORT', { what: 'the HTTP API of the sidecar' }),
  daprApiToken: text('DAPR_API_TOKEN', {
    what: 'what the app presents to its sidecar',
    secret: 'given',
  }),
  issuer: text('TOKEN_ISSUER', {
    what: 'the `iss` of access tokens: the public address of the platform',
  }),
  logLevel: text('LOG_LEVEL', {
    what: 'the lowest level that is logged (pino)',
    byDefault: 'info',
  }),
  failpointDir: optional('FAILPOINT_DIR', { what: 'tests only: where a file arms a failpoint' }),
} satisfies Settings;

export const databaseSettings = {
  databaseUrl: url('DATABASE_URL', {
    what: "the app's own PostgreSQL database",
    secret: 'given',
  }),
} satisfies Settings;

export const redisSettings = {
  redisUrl: url('REDIS_URL', {
    what: 'the Redis for answers by Idempotency-Key and for request counts',
    secret: 'given',
  }),
} satisfies Settings;

export const sagaSettings = {
  daprGrpcPort: port('DAPR_GRPC_PORT', {
    what: 'the gRPC API of the sidecar, for the workflow worker',
  }),
} satisfies Settings;

type ValueOf<S> = S extends Setting<infer T> ? T : never;
/** The values of the settings of every app. */
export type CommonConfig = Readonly<{
  [K in keyof typeof commonSettings]: ValueOf<(typeof commonSettings)[K]>;
}>;
