import { callerIf } from '@commerce/runtime/access';
import { httpProblem } from '@commerce/runtime/http';
import type { RateLimits } from '@commerce/runtime/rate-limits';
import type { Context, Middleware, Next } from 'koa';
import { operationClass, type OperationClass } from './operation-class.ts';
import type { RequestLimits } from './request-limits.ts';

/** All limits are for a minute. */
const WINDOW_SECONDS = 60;
/** What is said when requests cannot be counted: Redis comes back soon or not at all. s */
const RETRY_AFTER_S = 2;

interface Counted {
  kind: 'address' | 'user' | 'client';
  id: string;
}

export type RequestCounter = ReturnType<typeof createRequestCounter>;

/**
 * Counts each request once: an authenticated one by its caller, all others, and those whose token is
 * refused, by their address (`ctx.ip`). Above the limit a request is rate-limited, 429. While Redis
 * is away, sign-in is unavailable (503) and everything else goes on.
 */
export function createRequestCounter(rateLimits: RateLimits, limits: RequestLimits) {
  async function count(ctx: Context, whom: Counted): Promise<void> {
    ctx.state['counted'] = true;
    const requests = operationClass(ctx.method, ctx.path);
    const limit = limitOf(limits, requests, whom.kind);
    ctx.set('ratelimit-policy', `"${requests}";q=${limit};w=${WINDOW_SECONDS}`);
    const name = `${requests}.${whom.kind}`;
    const verdict = await rateLimits.take({ name, limit, windowSeconds: WINDOW_SECONDS }, whom.id);
    if (verdict === undefined) {
      if (requests !== 'sign-in') return;
      ctx.set('retry-after', String(RETRY_AFTER_S));
      throw httpProblem('unavailable', 'Nobody can sign in just now. Try again.');
    }
    const { allowed, remaining, seconds } = verdict;
    ctx.set('ratelimit', `"${requests}";r=${remaining};t=${seconds}`);
    if (allowed) return;
    ctx.remove('www-authenticate');
    ctx.set('retry-after', String(seconds));
    throw httpProblem('rate-limited', `At most ${limit} a minute. Try again in ${seconds} s.`);
  }

  /** Outside of everything: a request without a token is counted before any work is done for it. */
  async function anonymous(ctx: Context, next: Next): Promise<void> {
    const address: Counted = { kind: 'address', id: ctx.ip };
    if (ctx.get('authorization') === '' || isByAddress(ctx)) await count(ctx, address);
    try {
      await next();
    } finally {
      // Whatever the token was, nobody was found by it.
      if (ctx.state['counted'] !== true) await count(ctx, address);
    }
  }

  /** Inside the authorization of the routes, where the caller is known. */
  const callers: Middleware = async (ctx, next) => {
    if (ctx.state['counted'] !== true) await count(ctx, counted(ctx));
    return next();
  };

  return { anonymous, callers };
}

function isByAddress({ method, path }: Context): boolean {
  const requests = operationClass(method, path);
  return requests === 'sign-in' || requests === 'webhook';
}

function counted(ctx: Context): Counted {
  const caller = callerIf(ctx);
  return caller === undefined || caller.kind === 'app'
    ? { kind: 'address', id: ctx.ip }
    : { kind: caller.kind, id: caller.sub };
}

function limitOf(limits: RequestLimits, requests: OperationClass, kind: Counted['kind']): number {
  if (requests === 'sign-in' || requests === 'webhook') return limits[requests].address;
  return limits[requests][kind];
}
