import { callerIf } from 'dapr-actor-runtime/access';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { RateLimits } from 'dapr-actor-runtime/rate-limits';
import type { Context, Middleware, Next } from 'koa';
import { operationClass, type OperationClass } from './operation-class.ts';
import { networkOf } from '../edge/caller-address.ts';
import type { RequestLimits } from './request-limits.ts';

/** The window of all limits, s: they are per minute. */
const WINDOW_SECONDS = 60;
/** `Retry-After` while requests cannot be counted, s. A restart of Redis is short. */
const RETRY_AFTER_S = 2;

/** The key under which a request is counted. */
interface Subject {
  kind: 'address' | 'user' | 'client';
  id: string;
}

export type RequestCounter = ReturnType<typeof createRequestCounter>;

/**
 * Counts each request once: an authenticated one by its caller, all others, including those with an
 * invalid token, by their address (networkOf). Above the limit a request is refused with
 * rate-limited (429). While Redis is down, sign-in is unavailable (503) and other requests are not
 * counted.
 */
export function createRequestCounter(rateLimits: RateLimits, limits: RequestLimits) {
  async function count(ctx: Context, subject: Subject): Promise<void> {
    ctx.state['counted'] = true;
    const requests = operationClass(ctx.method, ctx.path);
    const limit = limitOf(limits, requests, subject.kind);
    ctx.set('ratelimit-policy', `"${requests}";q=${limit};w=${WINDOW_SECONDS}`);
    const name = `${requests}.${subject.kind}`;
    const verdict = await rateLimits.take(
      { name, limit, windowSeconds: WINDOW_SECONDS },
      subject.id,
    );
    if (verdict === undefined) {
      if (requests !== 'sign-in') return;
      ctx.set('retry-after', String(RETRY_AFTER_S));
      throw httpProblem('unavailable', 'Sign-in is not possible now. Try again.');
    }
    const { allowed, remaining, seconds } = verdict;
    ctx.set('ratelimit', `"${requests}";r=${remaining};t=${seconds}`);
    if (allowed) return;
    ctx.remove('www-authenticate');
    ctx.set('retry-after', String(seconds));
    throw httpProblem('rate-limited', `At most ${limit} per minute. Try again in ${seconds} s.`);
  }

  /** The outermost middleware: counts a request without a token before any work is done for it. */
  async function anonymous(ctx: Context, next: Next): Promise<void> {
    const address: Subject = { kind: 'address', id: networkOf(ctx.ip) };
    if (ctx.get('authorization') === '' || isCountedByAddress(ctx)) await count(ctx, address);
    try {
      await next();
    } finally {
      // The token did not identify a caller.
      if (ctx.state['counted'] !== true) await count(ctx, address);
    }
  }

  /** Runs after authorization: counts by the caller. */
  const callers: Middleware = async (ctx, next) => {
    if (ctx.state['counted'] !== true) await count(ctx, subjectOf(ctx));
    return next();
  };

  return { anonymous, callers };
}

function isCountedByAddress({ method, path }: Context): boolean {
  const requests = operationClass(method, path);
  return requests === 'sign-in' || requests === 'webhook';
}

function subjectOf(ctx: Context): Subject {
  const caller = callerIf(ctx);
  return caller === undefined || caller.kind === 'app'
    ? { kind: 'address', id: networkOf(ctx.ip) }
    : { kind: caller.kind, id: caller.sub };
}

function limitOf(limits: RequestLimits, requests: OperationClass, kind: Subject['kind']): number {
  if (requests === 'sign-in' || requests === 'webhook') return limits[requests].address;
  return limits[requests][kind];
}
