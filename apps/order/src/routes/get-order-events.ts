import { refuseQuery, type Route } from '@commerce/runtime/http';
import type { RouteDeps } from './index.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';
import type { ShowEvents } from './remarks.ts';

/** GET /orders/{id}/events: what happened to the order, in order. */
export function getOrderEvents({ streams }: RouteDeps, show: ShowEvents): Route {
  return {
    method: 'GET',
    path: '/orders/:id/events',
    middleware: [refuseQuery],
    async handle(ctx, params) {
      const events = await streams.read(orderIdOf(params));
      if (events.length === 0) throw orderNotFound();
      ctx.body = { items: await show(events) };
    },
  };
}
