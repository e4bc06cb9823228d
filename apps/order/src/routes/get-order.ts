import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import { answerVersion } from '@commerce/runtime/http';
import type { OrderDeps } from '../deps.ts';
import { readOrder, readOrderAt } from '../use-cases/read-order.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { requirePermission } from './require-permission.ts';

export const getOrderRoute = route(
  orderOperations.getOrder,
  async (deps: OrderDeps, { params: { id }, query: { at } }, ctx) => {
    const order = await (at === undefined ? readOrder(deps, id) : readOrderAt(deps, id, at));
    answerVersion(ctx, order.version);
    ctx.body = order;
  },
  { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
);
