import { refuseQuery, type Route } from '@commerce/runtime/http';
import { withoutSecrets } from '../domain/order-history.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';

/** GET /orders/{id}/events: what happened to the order, in order. */
export function getOrderEvents({ streams }: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/orders/:id/events',
    around: [refuseQuery],
    async handle(ctx, params) {
      const events = await streams.read(orderIdOf(params));
      if (events.length === 0) throw orderNotFound();
      ctx.body = { items: events.map(withoutSecrets) };
    },
  };
}
