import { Redis } from 'ioredis';
import type { Context, Middleware } from 'koa';
import { readText } from '../http/body.ts';
import { httpProblem } from '../server/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { traceCommands } from './command-spans.ts';

/** How long an answer is kept: clients retry a request for a day at most. */
const ANSWER_TTL_SECONDS = 24 * 60 * 60;
/**
 * How long a request blocks its key after its process has died, s. A living one renews it: see
 * RENEW_MS.
 */
const IN_FLIGHT_TTL_SECONDS = 4;
/** How often a request that runs renews the block of its key, ms. */
const RENEW_MS = 1_000;
/** Longest wait for the answer to a command, ms. */
const COMMAND_TIMEOUT_MS = 2_000;
/**
 * Longest silence while a command waits, ms; after it a new connection is made. A server that is gone
 * without a word would otherwise fail every command until TCP gives up, 15 minutes.
 */
const MAX_SILENCE_MS = 4_000;
const CONNECT_TIMEOUT_MS = 3_000;
const MAX_KEY_LENGTH = 255;
const KEY = /^[\x21-\x7e]+$/;

interface Kept {
  hash: string;
  /** Absent while the first request is still in flight. */
  answer?: { status: number; body: string; location?: string; headers?: Record<string, string> };
}

/**
 * Opens the Redis client for the keys. A command does not wait for a reconnection: it fails at
 * once.
 */
export function openRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: 1,
    // Commands of the same round of the event loop share a write.
    enableAutoPipelining: true,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: MAX_SILENCE_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  redis.on('error', (err: Error) => log.warn({ err }, 'redis connection'));
  return traceCommands(redis);
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
 * Answers a repeated request (same caller, operation, addressed resource and Idempotency-Key) like the
 * first one: with the same body it gets the same answer, with another one 422, and 409 while the first
 * is still in flight. The parameters of the path name the resource, so a key may be used for each one
 * of them. Only success is kept, for 24 h: after 202 or an error the next request is processed again.
 * If Redis is unavailable, requests pass through: their work is idempotent by a key of its own.
 */
export function idempotent({
  redis,
  operation,
  caller,
  digestOf,
  needsKey,
  keptHeaders = [],
  log,
}: {
  redis: Redis;
  operation: string;
  caller: (ctx: Context) => string;
  /** The digest of a request to store; a keyed one where requests hold data that can be guessed. */
  digestOf: (request: string) => string;
  /** Refuses a request without a key, because a resend would be processed twice. */
  needsKey?: true;
  /** Headers of the answer that a repeat gets too, beside `Location`, in lower case. */
  keptHeaders?: readonly string[];
  log: Logger;
}): Middleware {
  return async (ctx, next) => {
    const key = idempotencyKey(ctx);
    if (key === undefined && needsKey === true) throw keyRequired();
    if (key === undefined) return next();
    // A key may contain colons. The encoded parts contain none, so no two requests that differ in
    // one of them give the same name.
    const parts = [caller(ctx), ...resourceOf(ctx)].map(encodeURIComponent);
    const name = `idempotency:${operation}:${parts.join('/')}:${key}`;
    const hash = digestOf(await readText(ctx));
    const kept = await claim(redis, name, hash, log);
    if (kept === 'unknown') return next();
    if (kept !== 'claimed') return answerAgain(ctx, kept, hash);
    await runAndKeep(ctx, next, { redis, name, hash, keptHeaders, log });
  };
}

/** The resource that the path addresses: its parameters, as the router decoded them. */
function resourceOf(ctx: Context): string[] {
  const params = (ctx as Context & { params?: Record<string, string | undefined> }).params ?? {};
  return Object.values(params).filter((value) => value !== undefined);
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
    log.warn({ err }, 'cannot reach the idempotency keys');
    return 'unknown';
  }
}

function answerAgain(ctx: Context, { hash, answer }: Kept, givenHash: string): void {
  if (hash !== givenHash) {
    throw httpProblem('idempotency-key-reused', 'This key was used with another body before.');
  }
  if (answer === undefined) {
    ctx.set('retry-after', '1');
    throw httpProblem('request-in-flight', 'Try again when the first request has been answered.');
  }
  ctx.status = answer.status;
  ctx.type = 'application/json';
  ctx.set('idempotent-replayed', 'true');
  if (answer.location !== undefined) ctx.set('location', answer.location);
  ctx.set(answer.headers ?? {});
  ctx.body = answer.body;
}

async function runAndKeep(
  ctx: Context,
  next: () => Promise<unknown>,
  {
    redis,
    name,
    hash,
    keptHeaders,
    log,
  }: { redis: Redis; name: string; hash: string; keptHeaders: readonly string[]; log: Logger },
): Promise<void> {
  let kept: Kept | undefined;
  const renewal = setInterval(() => {
    redis.expire(name, IN_FLIGHT_TTL_SECONDS).catch(() => {});
  }, RENEW_MS);
  try {
    await next();
    if (ctx.status < 300 && ctx.status !== 202) {
      ctx.body = typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body);
      const { location, ...headers } = headersOf(ctx, ['location', ...keptHeaders]);
      kept = {
        hash,
        answer: {
          status: ctx.status,
          body: ctx.body as string,
          ...(location !== undefined && { location }),
          ...(Object.keys(headers).length > 0 && { headers }),
        },
      };
    }
  } finally {
    clearInterval(renewal);
    const done =
      kept === undefined
        ? redis.del(name)
        : redis.set(name, JSON.stringify(kept), 'EX', ANSWER_TTL_SECONDS);
    await done.catch((err: unknown) => log.warn({ err }, 'cannot store the idempotent answer'));
  }
}

/** Those of the headers that the answer has. */
function headersOf(ctx: Context, names: readonly string[]): Record<string, string> {
  const set = names.map((name) => [name, ctx.response.get(name)] as const);
  // Koa returns undefined for an unset header, although its type says string.
  return Object.fromEntries(set.filter(([, value]) => Boolean(value)));
}
