import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { SetupError } from './errors.ts';
import type { ProcessSpec } from './supervisor.ts';

const HOST = '127.0.0.1';
const CONNECT_TIMEOUT_MS = 3_000;
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const LAST_LOGICAL_DB = 15;

/** The URL of the stack's own Redis. */
export function ownRedisUrl(port: number, password: string): string {
  return `redis://:${password}@${HOST}:${port}/0`;
}

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => {}); // makes the command fail
  try {
    await redis.connect();
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

async function redisFault(url: string): Promise<string | undefined> {
  try {
    await withRedis(url, (redis) => redis.ping());
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Throws SetupError if the server of REDIS_URL does not answer or its URL is not supported. */
export async function assertRedis(url: string): Promise<void> {
  const isUsable = URL.canParse(url) && new URL(url).protocol === 'redis:';
  const fault = isUsable
    ? await redisFault(url)
    : 'it must be redis://[:password@]host[:port][/db]';
  if (fault === undefined) return;
  throw new SetupError({
    what: 'the Redis server of REDIS_URL cannot be reached',
    why: fault,
    next: 'start that server or correct REDIS_URL; unset it to let the launcher run its own',
  });
}

/** An empty logical database of the server, for a stack that must not share data with others. */
export async function emptyLogicalDb(url: string): Promise<string> {
  for (let db = LAST_LOGICAL_DB; db > 0; db -= 1) {
    const candidate = new URL(url);
    candidate.pathname = `/${db}`;
    const size = await withRedis(candidate.href, (redis) => redis.dbsize()).catch(() => -1);
    if (size === 0) return candidate.href;
  }
  throw new SetupError({
    what: 'the Redis server of REDIS_URL has no empty logical database',
    why: `databases 1 to ${LAST_LOGICAL_DB} all contain keys, and tests must not touch them`,
    next: 'empty one of them with FLUSHDB, or unset REDIS_URL',
  });
}

/** Empties the logical database of the URL. */
export async function flushLogicalDb(url: string): Promise<void> {
  await withRedis(url, (redis) => redis.flushdb());
}

/** How to run the stack's own Redis: durable to the second, on the loopback address only. */
export function redisSpec(options: {
  program: string;
  directory: string;
  port: number;
  password: string;
  logFile: string;
}): ProcessSpec {
  const { program, directory, port, password, logFile } = options;
  mkdirSync(directory, { recursive: true });
  const configFile = join(directory, 'redis.conf');
  const config = [
    `bind ${HOST}`,
    'protected-mode yes',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${directory}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
  ];
  writeFileSync(configFile, `${config.join('\n')}\n`, { mode: 0o600 });
  return {
    name: 'redis',
    kind: 'infra',
    command: program,
    args: [configFile],
    cwd: directory,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    logFile,
    probe: async () => (await redisFault(ownRedisUrl(port, password))) === undefined,
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}
