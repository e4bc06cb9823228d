import { randomBytes } from 'node:crypto';
import { during, type Progress, SetupError } from '@commerce/local-stack';

const BACKENDS = ['local', 'containers'];
/** Those of the compose file. */
const DEFAULT_POSTGRES = 'postgres:18';
const DEFAULT_REDIS = 'redis:7';
const USER = 'commerce';
/** As many as PostgreSQL of the local set has: each app, sidecar and test has a pool. */
const MAX_CONNECTIONS = 250;
/** A first start creates the database; a pull may come before it, ms. */
const START_TIMEOUT_MS = 180_000;

/**
 * With TEST_BACKEND=containers does the work with PostgreSQL and Redis in containers, which DATABASE_URL
 * and REDIS_URL name meanwhile, so that the launcher takes them; otherwise the launcher runs its own. Throws
 * SetupError for another value, or if no Docker engine can start them.
 */
export async function onTestBackend<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  const chosen = process.env['TEST_BACKEND'] || 'local';
  if (!BACKENDS.includes(chosen)) {
    throw new SetupError({
      what: 'the test backend cannot be started',
      why: `TEST_BACKEND is '${chosen}'`,
      next: `set it to one of ${BACKENDS.join(', ')}, or unset it`,
    });
  }
  if (chosen === 'local') return work();
  const containers = await during(progress, 'containers', startContainers).catch((cause: Error) => {
    throw new SetupError({
      what: 'PostgreSQL and Redis cannot be started in containers',
      why: cause.message,
      next:
        'start Docker, or set DOCKER_HOST; POSTGRES_IMAGE and REDIS_IMAGE name images that it has; or unset ' +
        'TEST_BACKEND',
      cause,
    });
  });
  try {
    return await work();
  } finally {
    await containers.stop();
  }
}

async function startContainers(): Promise<{ stop: () => Promise<void> }> {
  // Loaded here: they are large, and most runs do not use them.
  const [{ PostgreSqlContainer }, { RedisContainer }, { Wait }] = await Promise.all([
    import('@testcontainers/postgresql'),
    import('@testcontainers/redis'),
    import('testcontainers'),
  ]);
  const postgres = new PostgreSqlContainer(process.env['POSTGRES_IMAGE'] || DEFAULT_POSTGRES)
    .withDatabase('postgres')
    .withUsername(USER)
    .withPassword(randomBytes(16).toString('hex'))
    .withCommand(['postgres', '-c', `max_connections=${MAX_CONNECTIONS}`])
    // Its own strategy also looks at ports from inside, with programs that a small image lacks.
    .withWaitStrategy(Wait.forHealthCheck())
    .withStartupTimeout(START_TIMEOUT_MS);
  const redis = new RedisContainer(process.env['REDIS_IMAGE'] || DEFAULT_REDIS)
    .withPassword(randomBytes(16).toString('hex'))
    // Topics are in it, so apps refuse one that may lose them.
    .withCommand(['redis-server', '--appendonly', 'yes'])
    .withStartupTimeout(START_TIMEOUT_MS);
  const results = await Promise.allSettled([postgres.start(), redis.start()]);
  const started = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()));
  };
  const [database, topics] = results;
  if (database.status === 'rejected' || topics.status === 'rejected') {
    await stop();
    throw [database, topics].find((one) => one.status === 'rejected')?.reason;
  }
  process.env['DATABASE_URL'] = database.value.getConnectionUri();
  process.env['REDIS_URL'] = topics.value.getConnectionUrl();
  return { stop };
}
