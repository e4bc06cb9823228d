/**
 * The components under the sidecars: none outside daprd, Dapr's own over PostgreSQL and Redis, or
 * the accelerated ones of our own build.
 */
export type Components = 'in-memory' | 'plain' | 'accelerated';

/** The addresses that sidecars need. */
export interface Backing {
  placement: number;
  scheduler: number;
  /** Absent with in-memory components. */
  databaseUrl?: string;
  redisUrl?: string;
}

/** The component types of the state store and of pub/sub. */
const TYPES = {
  'in-memory': { state: 'state.in-memory', version: 'v1', pubsub: 'pubsub.in-memory' },
  plain: { state: 'state.postgresql', version: 'v2', pubsub: 'pubsub.redis' },
  accelerated: { state: 'state.postgresql-batched', version: 'v1', pubsub: 'pubsub.redis-batched' },
} as const;

/** Redelivery, faster than in production. */
const RESILIENCY = {
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Resiliency',
  metadata: { name: 'resiliency' },
  spec: {
    policies: { retries: { redelivery: { policy: 'constant', duration: '200ms', maxRetries: 5 } } },
    targets: { components: { pubsub: { inbound: { retry: 'redelivery' } } } },
  },
};

/** The resource files of a sidecar by file name. */
export function resourceFiles(
  components: Components,
  { databaseUrl, redisUrl }: Backing,
): Record<string, object> {
  const { state, version, pubsub } = TYPES[components];
  const isStored = components !== 'in-memory';
  const redis = new URL(redisUrl ?? 'redis://unused');
  return {
    resiliency: RESILIENCY,
    statestore: component('statestore', state, version, {
      actorStateStore: 'true',
      ...(isStored && {
        connectionString: databaseUrl ?? '',
        tablePrefix: 'conformance_',
        metadataTableName: 'conformance_metadata',
      }),
    }),
    pubsub: component('pubsub', pubsub, 'v1', {
      ...(isStored && {
        redisHost: `${redis.hostname}:${redis.port || 6379}`,
        redisPassword: decodeURIComponent(redis.password),
        redisDB: redis.pathname.slice(1) || '0',
        processingTimeout: '2000',
        redeliverInterval: '1000',
      }),
    }),
  };
}

function component(
  name: string,
  type: string,
  version: string,
  metadata: Record<string, string>,
): object {
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: {
      type,
      version,
      metadata: Object.entries(metadata).map(([key, value]) => ({ name: key, value })),
    },
  };
}
