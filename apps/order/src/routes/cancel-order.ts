import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import { expectedVersions } from '@commerce/runtime/http';
import type { OrderDeps } from '../deps.ts';
import { isSettled } from '../domain/order.ts';
import { cancelOrder } from '../use-cases/cancel-order.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';
import { requirePermission } from './require-permission.ts';

export const cancelOrderRoute = route(
  orderOperations.cancelOrder,
  async (deps: OrderDeps, { params: { id }, body: { lines } }, ctx) => {
    const order = await cancelOrder(deps, id, {
      commandId: commandId(ctx, 'can', id),
      lines,
      ifVersion: expectedVersions(ctx),
    });
    ctx.status = isSettled(order) ? 200 : 202;
    ctx.set('location', `/orders/${id}`);
    ctx.body = order;
  },
  {
    middleware: (deps) => [requirePermission(deps, 'manage'), answeredOnce(deps, 'cancel-order')],
    malformedPath: orderNotFound,
  },
);
