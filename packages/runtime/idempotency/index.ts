import { Redis } from 'ioredis';
import type { Context, Middleware } from 'koa';
import { httpProblem, readText } from '../http/index.ts';
import type { Logger } from '../telemetry/index.ts';

/** How long an answer is kept: clients repeat a request for a day at most. */
const ANSWER_TTL_SECONDS = 24 * 60 * 60;
/** How long an unanswered request blocks its key: longer than any request may take. */
const IN_FLIGHT_TTL_SECONDS = 20;
const MAX_KEY_LENGTH = 255;
const KEY = /^[\x21-\x7e]+$/;

interface Kept {
  hash: string;
  /** Absent while the first request is still in flight. */
  answer?: { status: number; body: string; location?: string };
}

/** Opens the Redis that keeps keys. A command waits for no reconnection: it fails at once. */
export function openRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 2_000,
  });
  redis.on('error', (err: Error) => log.warn({ err }, 'redis connection'));
  return redis;
}

/** The request's Idempotency-Key, if it has one. Rejects with invalid-idempotency-key. */
export function idempotencyKey(ctx: Context): string | undefined {
  const given = ctx.get('idempotency-key');
  if (given === '') return undefined;
  const key = given.replace(/^"(.*)"$/, '$1');
  if (key.length > MAX_KEY_LENGTH || !KEY.test(key)) {
    throw httpProblem(
      'invalid-idempotency-key',
      `A key has 1 to ${MAX_KEY_LENGTH} visible ASCII characters.`,
    );
  }
  return key;
}

/**
 * Answers a repeated request (same caller, operation and Idempotency-Key) as the first one was
 * answered: same path and body, same answer; other ones, 422; the first still in flight, 409. Kept
 * for 24 h. Only success is kept: after 202 or an error the next request is done anew.
 * When Redis is away requests go through: what they do is idempotent by its own key underneath.
 */
export function idempotent({
  redis,
  operation,
  caller,
  digestOf,
  needsKey,
  log,
}: {
  redis: Redis;
  operation: string;
  caller: (ctx: Context) => string;
  /** What is kept of a request; a keyed digest where requests hold what can be guessed. */
  digestOf: (request: string) => string;
  /** Refuses a request without a key: it would be done twice when it is sent twice. */
  needsKey?: true;
  log: Logger;
}): Middleware {
  return async (ctx, next) => {
    const key = idempotencyKey(ctx);
    if (key === undefined && needsKey === true) throw keyRequired();
    if (key === undefined) return next();
    // A key may hold colons; encoded, the caller holds none, so no two pairs read the same.
    const name = `idempotency:${operation}:${encodeURIComponent(caller(ctx))}:${key}`;
    const hash = digestOf(`${ctx.path}\n${await readText(ctx)}`);
    const kept = await claim(redis, name, hash, log);
    if (kept === 'unknown') return next();
    if (kept !== 'claimed') return answerAgain(ctx, kept, hash);
    await runAndKeep(ctx, next, { redis, name, hash, log });
  };
}

function keyRequired(): Error {
  const detail = 'Send an Idempotency-Key: a random name for this request, such as a UUID.';
  return httpProblem('idempotency-key-required', detail);
}

async function claim(
  redis: Redis,
  name: string,
  hash: string,
  log: Logger,
): Promise<'claimed' | 'unknown' | Kept> {
  try {
    const mine: Kept = { hash };
    const previous = await redis.set(
      name,
      JSON.stringify(mine),
      'EX',
      IN_FLIGHT_TTL_SECONDS,
      'NX',
      'GET',
    );
    return previous === null ? 'claimed' : (JSON.parse(previous) as Kept);
  } catch (err) {
    log.warn({ err }, 'idempotency keys are not reachable');
    return 'unknown';
  }
}

function answerAgain(ctx: Context, { hash, answer }: Kept, givenHash: string): void {
  if (hash !== givenHash) {
    throw httpProblem('idempotency-key-reused', 'This key came with another body before.');
  }
  if (answer === undefined) {
    ctx.set('retry-after', '1');
    throw httpProblem('request-in-flight', 'Ask again when the first request has been answered.');
  }
  ctx.status = answer.status;
  ctx.type = 'application/json';
  ctx.set('idempotent-replayed', 'true');
  if (answer.location !== undefined) ctx.set('location', answer.location);
  ctx.body = answer.body;
}

async function runAndKeep(
  ctx: Context,
  next: () => Promise<unknown>,
  { redis, name, hash, log }: { redis: Redis; name: string; hash: string; log: Logger },
): Promise<void> {
  let kept: Kept | undefined;
  try {
    await next();
    if (ctx.status < 300 && ctx.status !== 202) {
      ctx.body = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body);
      // Koa answers undefined for what was not set, and says that it is a text.
      const location: string | undefined = ctx.response.get('location');
      kept = {
        hash,
        answer: {
          status: ctx.status,
          body: ctx.body as string,
          ...(location ? { location } : {}),
        },
      };
    }
  } finally {
    const done =
      kept === undefined
        ? redis.del(name)
        : redis.set(name, JSON.stringify(kept), 'EX', ANSWER_TTL_SECONDS);
    await done.catch((err: unknown) => log.warn({ err }, 'idempotency answer not kept'));
  }
}
