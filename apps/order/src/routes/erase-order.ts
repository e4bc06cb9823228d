import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { eraseOrder } from '../use-cases/erase-order.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';

export const eraseOrderRoute = route(
  orderOperations.eraseOrder,
  async (deps: OrderDeps, { params }, ctx) => {
    await eraseOrder(deps, params.id);
    ctx.status = 204;
  },
  { malformedPath: orderNotFound },
);
