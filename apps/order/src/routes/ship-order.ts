import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { shipOrder } from '../use-cases/ship-order.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';

export const shipOrderRoute = route(
  orderOperations.shipOrder,
  async (deps: OrderDeps, { params: { id }, body }, ctx) => {
    ctx.body = await shipOrder(deps, id, { shipmentId: commandId(ctx, 'shp', id), ...body });
    ctx.set('location', `/orders/${id}`);
    ctx.status = 201;
  },
  {
    middleware: (deps) => [answeredOnce(deps, 'ship-order')],
    malformedPath: orderNotFound,
  },
);
