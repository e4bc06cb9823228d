import { orderOperations } from '@commerce/contracts/order/operations';
import { callerIn } from '@commerce/runtime/access';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { listOrders } from '../use-cases/list-orders.ts';

export const listOrdersRoute = route(
  orderOperations.listOrders,
  async (deps: OrderDeps, { query }, ctx) => {
    ctx.body = await listOrders(deps, callerIn(ctx), query);
  },
);
