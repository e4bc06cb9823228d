import { orderOperations } from '@commerce/contracts/order/operations';
import { callerIn } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import { refuseInvocation } from 'dapr-actor-runtime/http';
import type { OrderDeps } from '../deps.ts';
import { rebuildReadModels } from '../use-cases/rebuild-read-models.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { repairOrder } from '../use-cases/repair-order.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';

/** What operators do about orders that stand still, and about the read models. */
export const repairRoutes: AppRoute<OrderDeps>[] = [
  route(
    orderOperations.repairOrder,
    async (deps, { params: { id }, body }, ctx) => {
      const repairId = commandId(ctx, 'rep', id);
      ctx.body = await repairOrder(deps, id, { repairId, by: callerIn(ctx).sub, ...body });
      ctx.set('location', `/orders/${id}`);
      ctx.status = 202;
    },
    {
      middleware: (deps) => [answeredOnce(deps, 'repair-order')],
      malformedPath: orderNotFound,
    },
  ),

  // Only for callers with the app token (`npm run rebuild -- order`): other apps are refused.
  route(
    orderOperations.rebuildReadModels,
    async (deps, { body: { check = false } }, ctx) => {
      ctx.body = await rebuildReadModels(deps, { check });
    },
    { middleware: () => [refuseInvocation] },
  ),
];
