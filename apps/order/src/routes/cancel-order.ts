import type { Route } from '@commerce/runtime/http';
import { isSettled } from '../domain/order.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { refusal } from './refusals.ts';

/** POST /orders/{id}/cancellation: 202 while what the order holds is undone, 200 once it is. */
export function cancelOrder({ orders }: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/orders/:id/cancellation',
    async handle(ctx, params) {
      const answer = await orders(orderIdOf(params)).cancel({});
      if (!answer.ok) throw refusal(answer);
      ctx.status = isSettled(answer.order) ? 200 : 202;
      ctx.set('location', `/orders/${answer.order.id}`);
      ctx.body = answer.order;
    },
  };
}
