import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { diffOrder } from '../use-cases/diff-order.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { requirePermission } from './require-permission.ts';

export const diffOrderRoute = route(
  orderOperations.diffOrder,
  async (deps: OrderDeps, { params, query }, ctx) => {
    ctx.body = await diffOrder(deps, params.id, query);
  },
  { middleware: (deps) => [requirePermission(deps, 'read')], malformedPath: orderNotFound },
);
