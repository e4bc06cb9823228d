import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible';
import { inSpan, type Logger, type SpanOptions } from '../telemetry/index.ts';

/** Longest wait for Redis, ms: a request must not wait longer for its limit than for its answer. */
const REDIS_TIMEOUT_MS = 250;
/** How long Redis is left alone after it did not answer, ms. */
const AWAY_MS = 1_000;

const SPAN: SpanOptions = {
  kind: 'client',
  attributes: { 'db.system.name': 'redis', 'db.operation.name': 'EVALSHA' },
};

/**
 * The library counts in fixed windows, with two limits at the turn of a window and a whole window to
 * wait after the last request. This script of ours counts by GCRA instead: Redis keeps one number, the
 * instant in µs at which the quota is full again, and each request moves it on by the time in which one
 * request comes back. Answers as the library expects: how many are used, and the time until all are
 * there again or, above the limit, until the next one.
 */
const GCRA = `
local limit, window = tonumber(ARGV[3]), tonumber(ARGV[4]) * 1000000
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = window / limit
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local left = math.floor((now + window - full) / interval + 0.000001)
if left < 1 then
  return {limit + 1, math.ceil((full + interval - now - window) / 1000)}
end
full = full + interval
local fullInMs = math.ceil((full - now) / 1000)
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', fullInMs)
return {limit - left + 1, fullInMs}
`;

/** At most so many requests in a window; used ones come back evenly over the window. */
export interface Quota {
  /** What is counted together; quotas of different names have nothing to do with each other. */
  name: string;
  limit: number;
  windowSeconds: number;
}

export interface Verdict {
  allowed: boolean;
  /** Requests that are still allowed now. */
  remaining: number;
  /** Allowed: until the quota is full again. Refused: until the next request is allowed. */
  seconds: number;
}

export interface RateLimits {
  /**
   * Counts a request. Undefined when Redis does not answer within 250 ms: the caller decides whether
   * the request goes on then.
   */
  take: (quota: Quota, whom: string) => Promise<Verdict | undefined>;
}

/**
 * Rate limits that all processes with this Redis count together, exactly. A caller above a limit is
 * refused without asking Redis until a request can be allowed again.
 */
export function openRateLimits({ redis, log }: { redis: Redis; log: Logger }): RateLimits {
  const limiters = new Map<string, RLWrapperTimeouts>();
  let awayUntil = Number.NEGATIVE_INFINITY;

  function limiterOf({ name, limit, windowSeconds }: Quota): RLWrapperTimeouts {
    const known = limiters.get(name);
    if (known !== undefined) return known;
    const limiter = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `rate:${name}`,
      points: limit,
      duration: windowSeconds,
      customIncrTtlLuaScript: GCRA,
      inMemoryBlockOnConsumed: limit + 1,
    });
    const bounded = new RLWrapperTimeouts({ limiter, timeoutMs: REDIS_TIMEOUT_MS });
    limiters.set(name, bounded);
    return bounded;
  }

  return {
    async take(quota, whom) {
      if (Date.now() < awayUntil) return undefined;
      try {
        return verdictOf(true, await inSpan('EVALSHA', SPAN, () => limiterOf(quota).consume(whom)));
      } catch (err) {
        if (err instanceof RateLimiterRes) return verdictOf(false, err);
        if (Date.now() >= awayUntil)
          log.warn({ err }, 'requests are not counted: Redis does not answer');
        awayUntil = Date.now() + AWAY_MS;
        return undefined;
      }
    },
  };
}

function verdictOf(allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Verdict {
  const seconds = Math.max(Math.ceil(msBeforeNext / 1_000), 1);
  return { allowed, remaining: remainingPoints, seconds };
}
