import type { Context } from 'koa';

/**
 * The remote address of a request, as the gateway determined it from its own socket and the proxies
 * that it trusts. The gateway drops this header from requests of clients.
 */
export function remoteAddressOf(ctx: Context): string {
  return ctx.get('client-address') || 'inside';
}
