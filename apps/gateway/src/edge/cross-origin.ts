import { publicOperations } from '@commerce/platform/documents';
import type { Context, Middleware, Next } from 'koa';

/** How long a browser may cache the answer to a preflight, s. */
const PREFLIGHT_CACHED_SECONDS = 600;
const METHODS = [...new Set(publicOperations.map(({ method }) => method))].join(', ');
const REQUEST_HEADERS = [
  ...new Set([
    'authorization',
    'content-type',
    'x-correlation-id',
    ...publicOperations.flatMap(({ headers = {} }) =>
      Object.keys(headers).map((name) => name.toLowerCase()),
    ),
  ]),
].join(', ');
const ANSWER_HEADERS = [
  'Consistency-Token',
  'Content-Disposition',
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Correlation-Id',
].join(', ');

/**
 * CORS: allows pages of these origins to read answers, and answers their preflights. Cookies are
 * never allowed, because the API does not use them.
 */
export function crossOrigin(origins: readonly string[]): Middleware {
  const allowed = new Set(origins);
  return (ctx: Context, next: Next) => {
    ctx.vary('Origin');
    const origin = ctx.get('origin');
    if (!allowed.has(origin)) return next();
    ctx.set('access-control-allow-origin', origin);
    if (ctx.method !== 'OPTIONS' || ctx.get('access-control-request-method') === '') {
      ctx.set('access-control-expose-headers', ANSWER_HEADERS);
      return next();
    }
    ctx.set('access-control-allow-methods', METHODS);
    ctx.set('access-control-allow-headers', REQUEST_HEADERS);
    ctx.set('access-control-max-age', String(PREFLIGHT_CACHED_SECONDS));
    ctx.status = 204;
    return Promise.resolve();
  };
}
