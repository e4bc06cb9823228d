import type { OrderResource } from '@commerce/contracts/order/order-api';
import { orderOperations } from '@commerce/contracts/order/operations';
import { callerIf } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import type { OrderDeps } from '../deps.ts';
import { isSettled } from '../domain/order.ts';
import { completePayment, tryPayment } from '../use-cases/pay-order.ts';
import { orderNotFound } from '../use-cases/refuse-command.ts';
import { showPaymentAction } from '../use-cases/show-payment-action.ts';
import { answeredOnce, commandId } from './idempotent-command.ts';
import { requirePermission } from './require-permission.ts';
import { strictly } from './strict-answer.ts';

/** Whether the order waits for nobody: not for its end, and not for its customer. */
function isDecided(order: OrderResource): boolean {
  return isSettled(order) && order.paymentAction === undefined;
}

/** What a customer does about the payment of an order that waits for them. */
export const orderPaymentRoutes: AppRoute<OrderDeps>[] = [
  route(
    orderOperations.completePayment,
    async (deps, { params: { id } }, ctx) => {
      const order = await completePayment(deps, id);
      ctx.status = isDecided(order) ? 200 : 202;
      ctx.set('location', `/orders/${id}`);
      ctx.body = await showPaymentAction(deps, order, callerIf(ctx));
    },
    {
      middleware: (deps) => [requirePermission(deps, 'manage'), strictly],
      malformedPath: orderNotFound,
    },
  ),

  route(
    orderOperations.tryPayment,
    async (deps, { params: { id }, body: { payment } }, ctx) => {
      const paymentId = commandId(ctx, 'pay', id);
      const order = await tryPayment(deps, id, { commandId: paymentId, token: payment?.token });
      ctx.status = isDecided(order) ? 200 : 202;
      ctx.set('location', `/orders/${id}`);
      ctx.body = await showPaymentAction(deps, order, callerIf(ctx));
    },
    {
      middleware: (deps) => [
        requirePermission(deps, 'manage'),
        strictly,
        answeredOnce(deps, 'try-payment'),
      ],
      malformedPath: orderNotFound,
    },
  ),
];
