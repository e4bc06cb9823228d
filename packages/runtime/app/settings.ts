import { optional, port, type Setting, type Settings, text, url } from '../config/index.ts';

/** A resource that the runtime can open for an app. */
export type Resource = 'database' | 'redis' | 'outbox';

const LOOPBACK = '127.0.0.1';

/** The settings of every app. */
export const commonSettings = {
  port: port('APP_PORT', { what: 'the port of the app' }),
  listenAddress: text('LISTEN_ADDRESS', {
    what: 'the address to listen on; `0.0.0.0` if probes and Services must reach the app',
    byDefault: LOOPBACK,
  }),
  appToken: text('APP_API_TOKEN', {
    what: 'the token that the sidecar sends to the app',
    secret: 'given',
  }),
  daprHttpPort: port('DAPR_HTTP_PORT', { what: 'the HTTP API of the sidecar' }),
  daprApiToken: text('DAPR_API_TOKEN', {
    what: 'the token that the app sends to its sidecar',
    secret: 'given',
  }),
  issuer: text('TOKEN_ISSUER', {
    what: 'the `iss` of access tokens: the public address of the platform',
  }),
  logLevel: text('LOG_LEVEL', {
    what: 'the lowest log level that is written (pino)',
    byDefault: 'info',
  }),
  failpointDir: optional('FAILPOINT_DIR', {
    what: 'for tests only: the folder in which files arm failpoints',
  }),
} satisfies Settings;

export const databaseSettings = {
  databaseUrl: url('DATABASE_URL', {
    what: "the app's own PostgreSQL database",
    secret: 'given',
  }),
} satisfies Settings;

export const redisSettings = {
  redisUrl: url('REDIS_URL', {
    what: 'the Redis for stored answers (Idempotency-Key) and request counts',
    secret: 'given',
  }),
} satisfies Settings;

export const streamSettings = {
  daprNamespace: text('DAPR_NAMESPACE', {
    what: 'the namespace of the sidecar, with which the inner topic of its outbox begins',
    byDefault: 'default',
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
