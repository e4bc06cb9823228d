import type { Context } from 'koa';

/**
 * Where a request comes from: the gateway says so, from its own socket and the proxies that it
 * trusts. Headers that clients send themselves do not get through it.
 */
export function clientAddress(ctx: Context): string {
  return ctx.get('client-address') || 'inside';
}
