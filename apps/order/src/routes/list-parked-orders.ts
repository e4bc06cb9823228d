import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { listParkedOrders } from '../use-cases/list-parked-orders.ts';

export const listParkedOrdersRoute = route(
  orderOperations.listParkedOrders,
  async (deps: OrderDeps, { query }, ctx) => {
    ctx.body = await listParkedOrders(deps, query);
  },
);
