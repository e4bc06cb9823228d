import type { Context, Middleware, Next } from 'koa';
import { MAX_BODY_BYTES } from './body.ts';
import { httpProblem } from './problems.ts';

/** Requests that an app works on at once. */
const MAX_IN_FLIGHT = 2_000;
/** Bytes of request bodies that an app holds at once: what bounds its memory. */
const MAX_HELD_BYTES = 128 * 1024 * 1024;
/** A turn belongs to a request that was let in already: refusing it would only waste that one's work. */
const TURNS = '/actors/';

/**
 * Refuses a request with overloaded, 503, before anything is read or done for it, while as many are
 * in flight as the app has room for, or their bodies would together be too large. A request is in
 * flight until its answer has been taken by the client or its connection is gone; a body of unknown
 * length counts as the largest.
 */
export function boundInFlight({
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
      // The body is not read, so nothing else can come over this connection.
      if (body > 0) ctx.set('connection', 'close');
      throw httpProblem('overloaded', 'There is no room for this request now. Try again.');
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
