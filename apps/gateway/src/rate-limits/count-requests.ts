import { callerIf } from '@commerce/runtime/access';
import { httpProblem, type Route } from '@commerce/runtime/http';
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

/**
 * Counts each request once: a caller's by their token, all others, and those whose token is refused,
 * by their address (`ctx.ip`). Above the limit it is rate-limited, 429. While nothing can be counted,
 * sign-in is unavailable and all else goes on.
 */
export function countRequests(rateLimits: RateLimits, limits: RequestLimits) {
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

  /** Around everything: who shows no token is counted before anything is done for them. */
  async function strangers(ctx: Context, next: Next): Promise<void> {
    const address: Counted = { kind: 'address', id: ctx.ip };
    if (ctx.get('authorization') === '' || isByAddress(ctx)) await count(ctx, address);
    try {
      await next();
    } finally {
      // Whatever the token was, nobody was found by it.
      if (ctx.state['counted'] !== true) await count(ctx, address);
    }
  }

  const caller: Middleware = async (ctx, next) => {
    if (ctx.state['counted'] !== true) await count(ctx, counted(ctx));
    return next();
  };

  /** Within the guard of the routes, where the caller is known. */
  function callers(routes: Route[]): Route[] {
    return routes.map((route) => ({ ...route, middleware: [caller, ...(route.middleware ?? [])] }));
  }

  return { strangers, callers };
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
