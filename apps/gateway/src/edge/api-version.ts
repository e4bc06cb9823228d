import { API_PREFIX } from '@commerce/platform/documents';
import type { Context, Middleware, Next } from 'koa';

/**
 * Serves every path under the prefix of the API's version too, so that a later version can stand beside
 * this one. A `Location` keeps the prefix of its request.
 */
export const inVersion: Middleware = async (ctx: Context, next: Next) => {
  if (ctx.path !== API_PREFIX && !ctx.path.startsWith(`${API_PREFIX}/`)) return next();
  const rest = ctx.url.slice(API_PREFIX.length);
  ctx.url = rest.startsWith('/') ? rest : `/${rest}`;
  await next();
  const location = ctx.res.getHeader('location');
  if (typeof location === 'string' && location.startsWith('/'))
    ctx.set('location', `${API_PREFIX}${location}`);
};
