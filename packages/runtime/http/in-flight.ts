import type { Context, Middleware, Next } from 'koa';
import { MAX_BODY_BYTES } from './body.ts';
import { httpProblem } from '../server/problems.ts';

/** Most requests in progress in an app. */
const MAX_IN_FLIGHT = 2_000;
/** Most bytes of request bodies in an app at once: bounds its memory. */
const MAX_HELD_BYTES = 128 * 1024 * 1024;
/** A turn belongs to a request that was admitted before: refusing it would waste work done. */
const TURNS = '/actors/';

/**
 * Load shedding: refuses a request with overloaded (503), before anything is read or done for it,
 * if too many requests are in progress or their bodies are too large in total. A request is in
 * progress until the client has received the answer or its connection is closed. A body of unknown
 * length counts as the largest one.
 */
export function limitInFlight({
  maxRequests = MAX_IN_FLIGHT,
  maxBytes = MAX_HELD_BYTES,
}: {
  maxRequests?: number;
  maxBytes?: number;
} = {}): Middleware {
  let requests = 0;
  let bytes = 0;
  return (ctx: Context, next: Next) => {
    if (ctx.path.startsWith(TURNS)) return next();
    const body = announcedBytes(ctx);
    if (requests >= maxRequests || bytes + body > maxBytes) {
      // The body is not read, so the connection cannot be used again.
      if (body > 0) ctx.set('connection', 'close');
      throw httpProblem('overloaded', 'Too many requests are in progress. Try again.');
    }
    requests += 1;
    bytes += body;
    ctx.res.once('close', () => {
      requests -= 1;
      bytes -= body;
    });
    return next();
  };
}

function announcedBytes({ req }: Context): number {
  if (req.headers['transfer-encoding'] !== undefined) return MAX_BODY_BYTES;
  return Math.min(Number(req.headers['content-length'] ?? 0), MAX_BODY_BYTES);
}
