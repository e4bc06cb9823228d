import {
  integer,
  optional,
  optionalPort,
  port,
  type Setting,
  type Settings,
  text,
  url,
} from '../config/index.ts';
import { BATCH_WAIT_MS } from '../subscriber/index.ts';

/** A resource that the runtime can open for an app. */
export type Resource = 'database' | 'redis' | 'outbox';

const LOOPBACK = '127.0.0.1';

/** The settings for tokens, of an app that declares its `access`. */
export const accessSettings = {
  issuer: text('TOKEN_ISSUER', {
    what: 'the `iss` of access tokens: the public address of the platform',
  }),
  outsideIssuer: optionalUrl('OIDC_ISSUER', {
    isPlain: true,
    what: 'an outside OpenID Connect issuer, exactly as in `iss`: its tokens are accepted in place of those of the platform',
  }),
  outsideAudience: optional('OIDC_AUDIENCE', {
    what: 'the audience that its tokens must have; not set: that of the platform',
  }),
  outsideRolesClaim: text('OIDC_ROLES_CLAIM', {
    what: 'the claim with the roles, by its name or by a path such as `realm_access.roles`',
    byDefault: 'roles',
  }),
  outsideRoleMap: namePairs('OIDC_ROLE_MAP', {
    what: 'our name for each role of the issuer; roles that are not listed then count for nothing. Not set: all roles count under their own names',
  }),
} satisfies Settings;

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
  metricsPort: optionalPort('METRICS_PORT', {
    what: 'the port of `GET /metrics`, for Prometheus; not set: there is none',
  }),
  logLevel: text('LOG_LEVEL', {
    what: 'the lowest log level that is written (pino)',
    byDefault: 'info',
  }),
  tracesTo: optionalUrl('OTEL_EXPORTER_OTLP_ENDPOINT', {
    what: 'the OpenTelemetry collector that takes spans (OTLP over HTTP), such as `http://127.0.0.1:4318`; not set: there are none',
  }),
  tracesRatio: share('OTEL_TRACES_SAMPLER_ARG', {
    what: 'the share of new traces that are sampled, decided by the first app; below 1, traces of failures are lost too',
    byDefault: 1,
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
    what: 'the Redis for stored answers (Idempotency-Key), request counts, and the topics of the pub/sub',
    secret: 'given',
  }),
} satisfies Settings;

/** The settings of an app whose Redis is the pub/sub. */
export const brokerSettings = {
  brokerPolicy: {
    name: 'BROKER_POLICY',
    what:
      'what happens when Redis can lose events, because it may evict topics or keeps nothing across a ' +
      'restart: `refuse` (the app is not ready) or `warn` (it logs that)',
    form: 'refuse or warn',
    byDefault: 'refuse',
    parse(value) {
      const policy = value || 'refuse';
      if (policy !== 'refuse' && policy !== 'warn') throw new Error('must be refuse or warn');
      return policy;
    },
  } satisfies Setting<'refuse' | 'warn'>,
} satisfies Settings;

/** The settings of an app that handles events. */
export const subscriberSettings = {
  eventBatchWaitMs: integer('EVENT_BATCH_WAIT_MS', {
    what:
      'how long the sidecar waits to fill a batch of events, ms; 1 if the pub/sub takes one event at a ' +
      'time, as NATS JetStream does',
    min: 1,
    max: 10_000,
    byDefault: BATCH_WAIT_MS,
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

/** A URL over https, or http in a network that the operator trusts; a plain one has no query, fragment and user. */
function optionalUrl(
  name: string,
  { what, isPlain = false }: { what: string; isPlain?: boolean },
): Setting<string | undefined> {
  return {
    name,
    what,
    form: 'absolute URL',
    byDefault: '',
    parse: (value) => {
      if (!value) return undefined;
      const url = URL.canParse(value) ? new URL(value) : undefined;
      const isHttp = url !== undefined && ['https:', 'http:'].includes(url.protocol);
      if (!isHttp || (isPlain && `${url.search}${url.hash}${url.username}` !== '')) {
        throw new Error(
          `must be an http or https URL${isPlain ? ' without query and fragment' : ''}`,
        );
      }
      return value;
    },
  };
}

/** A share of a whole. */
function share(
  name: string,
  { what, byDefault }: { what: string; byDefault: number },
): Setting<number> {
  return {
    name,
    what,
    form: 'number, 0 to 1',
    byDefault: String(byDefault),
    parse: (value) => {
      const number = value ? Number(value) : byDefault;
      if (!(number >= 0 && number <= 1)) throw new Error(`must be from 0 to 1, not '${value}'`);
      return number;
    },
  };
}

/** Pairs such as `team-admins=admin`; a name of the issuer may itself contain `=`. */
function namePairs(
  name: string,
  { what }: { what: string },
): Setting<ReadonlyMap<string, string> | undefined> {
  return {
    name,
    what,
    form: 'pairs such as team-admins=admin, separated by commas',
    byDefault: '',
    parse: (value) => {
      const pairs = (value ?? '').split(',').map((pair) => pair.trim());
      const given = pairs.filter((pair) => pair !== '');
      if (given.length === 0) return undefined;
      return new Map(
        given.map((pair) => {
          const [, theirs, ours] = /^(.+)=([^=]+)$/.exec(pair) ?? [];
          if (theirs === undefined || ours === undefined) {
            throw new Error(`must be pairs such as team-admins=admin, not '${pair}'`);
          }
          return [theirs, ours];
        }),
      );
    },
  };
}

type ValueOf<S> = S extends Setting<infer T> ? T : never;
type AllCommon = typeof commonSettings & typeof accessSettings;
/** The values of the settings of every app, with those for tokens. */
export type CommonConfig = Readonly<{ [K in keyof AllCommon]: ValueOf<AllCommon[K]> }>;
