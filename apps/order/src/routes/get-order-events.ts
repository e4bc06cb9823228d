import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { Route } from '@commerce/runtime/http';
import type { StreamEvent } from '@commerce/runtime/streams';
import type { RouteDeps } from './index.ts';
import { orderIdOf, orderNotFound } from './order-id.ts';

/** GET /orders/{id}/events: what happened to the order, in order. */
export function getOrderEvents({ streams }: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/orders/:id/events',
    async handle(ctx, params) {
      const events = await streams.read(orderIdOf(params));
      if (events.length === 0) throw orderNotFound();
      ctx.body = { items: events.map(withoutSecrets) };
    },
  };
}

// What pays for an order, and where it goes, is nobody's to read back.
function withoutSecrets(event: StreamEvent): StreamEvent {
  if (event.type !== 'OrderPlaced.v1') return event;
  const {
    paymentToken: _,
    shippingAddress: __,
    ...data
  } = event.data as Extract<OrderEvent, { type: 'OrderPlaced.v1' }>['data'];
  return { ...event, data };
}
