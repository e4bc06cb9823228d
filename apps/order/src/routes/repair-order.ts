import { orderOperations } from '@commerce/contracts/order/operations';
import { callerIn } from '@commerce/runtime/access';
import { route } from '@commerce/runtime/app';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { repairOrder } from '../use-cases/repair-order.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';

export const repairOrderRoute = route(
  orderOperations.repairOrder,
  async (deps: OrderDeps, { params: { id }, body }, ctx) => {
    const repairId = commandId(ctx, 'rep', id);
    ctx.body = await repairOrder(deps, id, { repairId, by: callerIn(ctx).sub, ...body });
    ctx.set('location', `/orders/${id}`);
    ctx.status = 202;
  },
  {
    middleware: (deps) => [answeredOnce(deps, 'repair-order')],
    malformedPath: orderNotFound,
  },
);
