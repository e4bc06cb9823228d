import type { Route } from '@commerce/runtime/http';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { orderOrRefusal } from './refusals.ts';

/** POST /orders/{id}/shipments/{shipmentId}/delivery: the shipment has arrived. */
export function deliverShipment({ orders }: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/orders/:id/shipments/:shipmentId/delivery',
    async handle(ctx, params) {
      const shipmentId = params['shipmentId'] ?? '';
      ctx.body = orderOrRefusal(await orders(orderIdOf(params)).deliver({ shipmentId }));
    },
  };
}
