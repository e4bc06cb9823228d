import { ShipOrder } from '@commerce/contracts/order/order-api';
import { readBody, compileSchema, type Route } from '@commerce/runtime/http';
import { canonicalLines } from '../domain/order-lines.ts';
import { answeredOnce, commandId } from './command-id.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { orderOrRefusal } from './refusals.ts';

const shipOrderSchema = compileSchema(ShipOrder);

/** POST /orders/{id}/shipments: units leave the house; their amount is captured. */
export function shipOrder(deps: RouteDeps): Route {
  const { orders } = deps;
  return {
    method: 'POST',
    path: '/orders/:id/shipments',
    middleware: [answeredOnce(deps, 'ship-order')],
    async handle(ctx, params) {
      const { lines: given } = await readBody(ctx, shipOrderSchema);
      const lines = given && canonicalLines(given);
      const id = orderIdOf(params);
      const shipmentId = commandId(ctx, 'shp', id);
      ctx.body = orderOrRefusal(
        await orders(id).ship({ shipmentId, ...(lines && { lines }) }),
        lines,
      );
      ctx.set('location', `/orders/${id}`);
      ctx.status = 201;
    },
  };
}
