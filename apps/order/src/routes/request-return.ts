import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { requestReturn } from '../use-cases/request-return.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';
import { requirePermission } from './require-permission.ts';

export const requestReturnRoute = route(
  orderOperations.requestReturn,
  async (deps: OrderDeps, { params: { id }, body }, ctx) => {
    ctx.body = await requestReturn(deps, id, { returnId: commandId(ctx, 'ret', id), ...body });
    ctx.set('location', `/orders/${id}`);
    ctx.status = 201;
  },
  {
    middleware: (deps) => [requirePermission(deps, 'manage'), answeredOnce(deps, 'request-return')],
    malformedPath: orderNotFound,
  },
);
