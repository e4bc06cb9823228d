import type { Route } from '@commerce/runtime/http';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { orderOrRefusal } from './refusals.ts';

/** POST /orders/{id}/returns/{returnId}/receipt: the units are here; 202 until all is refunded. */
export function receiveReturn({ orders }: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/orders/:id/returns/:returnId/receipt',
    async handle(ctx, params) {
      const id = orderIdOf(params);
      const returnId = params['returnId'] ?? '';
      ctx.body = orderOrRefusal(await orders(id).receiveReturn({ returnId }));
      ctx.set('location', `/orders/${id}`);
      ctx.status = 202;
    },
  };
}
