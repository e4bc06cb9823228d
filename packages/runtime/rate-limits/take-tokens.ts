import type { Redis } from 'ioredis';

/** What Redis says of a bucket: tokens given and left, and the time until it is full and until one is there. */
export interface Taken {
  granted: number;
  left: number;
  fullInMs: number;
  nextInMs: number;
}

/**
 * A bucket as one number (GCRA): the instant, in µs of the clock of Redis, at which it is full again.
 * Each token that is taken moves it on by the time in which one token comes back.
 */
const TAKE = `
local limit, window, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local interval = window / limit
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local there = math.max(math.floor((now + window - full) / interval + 0.000001), 0)
local granted = math.min(there, wanted)
if granted > 0 then
  full = full + granted * interval
  redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
end
local nextIn = math.max(math.ceil((full + interval - now - window) / 1000), 0)
return {granted, there - granted, math.ceil((full - now) / 1000), nextIn}
`;

type WithScript = Redis & {
  takeTokens: (
    key: string,
    limit: number,
    windowUs: number,
    wanted: number,
  ) => Promise<[number, number, number, number]>;
};

/** Takes tokens out of buckets in Redis: as many of the wanted ones as there are, in one round trip. */
export function tokenTaker(redis: Redis) {
  redis.defineCommand('takeTokens', { numberOfKeys: 1, lua: TAKE });
  return async (
    key: string,
    { limit, windowSeconds }: { limit: number; windowSeconds: number },
    wanted: number,
  ): Promise<Taken> => {
    const [granted, left, fullInMs, nextInMs] = await (redis as WithScript).takeTokens(
      key,
      limit,
      windowSeconds * 1_000_000,
      wanted,
    );
    return { granted, left, fullInMs, nextInMs };
  };
}
