import type { OrderResource } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import type { Context, Middleware } from 'koa';
import { preferencesOf } from './preferences.ts';

/**
 * `Prefer: handling=strict` (RFC 7240): an order that ended without a sale is answered with
 * order-rejected (422), which contains it, instead of with 201 or 200. It runs around the stored answers,
 * so each request gets the form that it prefers.
 */
export const strictly: Middleware = async (ctx, next) => {
  await next();
  if (preferencesOf(ctx).get('handling') !== 'strict') return;
  ctx.set('preference-applied', 'handling=strict');
  const order = orderIn(ctx);
  if (order.status !== 'rejected' && order.status !== 'cancelled') return;
  const why = order.rejection === undefined ? '' : `: ${order.rejection.code}`;
  throw problem('order-rejected', `The order ${order.id} was ${order.status}${why}.`, { order });
};

// A stored answer is text.
function orderIn({ body }: Context): OrderResource {
  return (typeof body === 'string' ? JSON.parse(body) : body) as OrderResource;
}
