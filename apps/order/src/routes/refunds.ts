import { orderOperations } from '@commerce/contracts/order/operations';
import { problem } from '@commerce/platform/problem';
import { callerIn } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import type { OrderDeps } from '../deps.ts';
import { decideRefund, refundOrder } from '../use-cases/refund-order.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';
import { malformedPath } from './order-path.ts';

/** Money that goes back without a return. */
export const refundRoutes: AppRoute<OrderDeps>[] = [
  route(
    orderOperations.refundOrder,
    async (deps, { params: { id }, body }, ctx) => {
      const refundId = commandId(ctx, 'rfd', id);
      ctx.body = await refundOrder(deps, id, { refundId, by: callerIn(ctx).sub, ...body });
      ctx.set('location', `/orders/${id}`);
      ctx.status = 202;
    },
    {
      middleware: (deps) => [answeredOnce(deps, 'refund-order', { needsKey: true })],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.decideRefund,
    async (deps, { params: { id, refundId }, body }, ctx) => {
      ctx.body = await decideRefund(deps, id, { refundId, by: callerIn(ctx).sub, ...body });
      ctx.set('location', `/orders/${id}`);
      ctx.status = 202;
    },
    {
      malformedPath: malformedPath(() =>
        problem('refund-not-found', 'The order has no such refund.'),
      ),
    },
  ),
];
