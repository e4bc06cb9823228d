import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../telemetry/index.ts';
import { tokenTaker } from './take-tokens.ts';

/** A process takes this share of a limit at once, so that most requests ask Redis nothing. */
const LEASE_SHARE = 1 / 50;
const MAX_LEASE = 100;
/** Buckets that a process remembers; the one used longest ago goes first. */
const MAX_BUCKETS = 20_000;
/** Longest wait for Redis, ms: a request must not wait longer for its limit than for its answer. */
const REDIS_PATIENCE_MS = 250;
/** How long Redis is not asked again after it gave no answer, ms. */
const AWAY_MS = 1_000;

/** At most so many requests in a window; what is not used comes back evenly over the window. */
export interface Quota {
  /** What is counted together; buckets of different quotas have nothing to do with each other. */
  name: string;
  limit: number;
  windowSeconds: number;
}

export interface Verdict {
  allowed: boolean;
  /** Requests that can follow at once. */
  remaining: number;
  /** Allowed: until all of the quota is there again. Refused: until the next request is allowed. */
  seconds: number;
}

export interface RateLimits {
  /**
   * Counts a request of somebody. Undefined when Redis gives no answer within 250 ms: whether the
   * request goes on then is the caller's to say.
   */
  take: (quota: Quota, whom: string) => Promise<Verdict | undefined>;
}

interface Bucket {
  /** Taken from Redis and not used yet. */
  tokens: number;
  tokensUntil: number;
  /** Left in Redis when it was asked last. */
  left: number;
  fullAt: number;
  refusedUntil: number;
  waiting: number;
  refill: Promise<void> | undefined;
}

/**
 * Rate limits that all processes with this Redis count together. A process takes a fiftieth of a
 * limit (100 at most) at once and spends it without asking again; who is over a limit is refused
 * without asking until a request can be allowed. Small limits are thus exact, and of a large one a
 * fiftieth for each process can lie unused.
 */
export function openRateLimits({
  redis,
  log,
  now = Date.now,
}: {
  redis: Redis;
  log: Logger;
  now?: () => number;
}): RateLimits {
  const takeTokens = tokenTaker(redis);
  const buckets = new LRUCache<string, Bucket>({ max: MAX_BUCKETS });
  let awayUntil = Number.NEGATIVE_INFINITY;

  function bucketOf(key: string): Bucket {
    const known = buckets.get(key);
    if (known !== undefined) return known;
    const bucket = emptyBucket();
    buckets.set(key, bucket);
    return bucket;
  }

  async function refill(key: string, bucket: Bucket, quota: Quota): Promise<void> {
    // All who wait for the same tokens have said so when this goes on.
    await Promise.resolve();
    const lease = Math.min(Math.floor(quota.limit * LEASE_SHARE), MAX_LEASE);
    const wanted = Math.min(Math.max(lease, bucket.waiting), quota.limit);
    try {
      const taken = await inTime(takeTokens(key, quota, wanted));
      const at = now();
      bucket.tokens = taken.granted;
      bucket.tokensUntil = at + quota.windowSeconds * 1_000;
      bucket.left = taken.left;
      bucket.fullAt = at + taken.fullInMs;
      if (taken.granted < wanted) bucket.refusedUntil = at + taken.nextInMs;
    } catch (err) {
      if (now() >= awayUntil) log.warn({ err }, 'rate limits are not counted: no answer of redis');
      awayUntil = now() + AWAY_MS;
    } finally {
      bucket.refill = undefined;
      bucket.waiting = 0;
    }
  }

  return {
    async take(quota, whom) {
      const key = `rate:${quota.name}:${whom}`;
      const bucket = bucketOf(key);
      for (;;) {
        const verdict = spend(bucket, now());
        if (verdict !== undefined) return verdict;
        if (now() < awayUntil) return undefined;
        bucket.waiting += 1;
        bucket.refill ??= refill(key, bucket, quota);
        await bucket.refill;
      }
    },
  };
}

function emptyBucket(): Bucket {
  return {
    tokens: 0,
    tokensUntil: 0,
    left: 0,
    fullAt: 0,
    refusedUntil: 0,
    waiting: 0,
    refill: undefined,
  };
}

function spend(bucket: Bucket, at: number): Verdict | undefined {
  if (bucket.tokens > 0 && at < bucket.tokensUntil) {
    bucket.tokens -= 1;
    const remaining = bucket.tokens + bucket.left;
    return { allowed: true, remaining, seconds: secondsUntil(bucket.fullAt, at) };
  }
  if (at >= bucket.refusedUntil) return undefined;
  return { allowed: false, remaining: 0, seconds: secondsUntil(bucket.refusedUntil, at) };
}

function secondsUntil(instant: number, at: number): number {
  return Math.max(Math.ceil((instant - at) / 1_000), 1);
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`no answer within ${REDIS_PATIENCE_MS} ms`)),
    REDIS_PATIENCE_MS,
  );
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => {}); // it may come late, to nobody
  }
}
