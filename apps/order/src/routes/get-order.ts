import type { Route } from '@commerce/runtime/http';
import { readOrder } from '../store/read-order.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';

/** GET /orders/{id}: the order as of its last event. */
export function getOrder({ streams }: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/orders/:id',
    async handle(ctx, params) {
      const order = await readOrder(streams, orderIdOf(params));
      if (order === undefined) throw orderNotFound();
      ctx.body = order;
    },
  };
}
