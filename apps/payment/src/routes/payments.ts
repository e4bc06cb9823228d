import { paymentOperations } from '@commerce/contracts/payment/operations';
import { route, type AppRoute } from 'dapr-actor-runtime/app';
import { readBytes, refuseInvocation } from 'dapr-actor-runtime/http';
import type { PaymentDeps } from '../deps.ts';
import { authorizePayment } from '../use-cases/authorize-payment.ts';
import { capturePayment } from '../use-cases/capture-payment.ts';
import { completeAction } from '../use-cases/complete-action.ts';
import { handleWebhook } from '../use-cases/handle-webhook.ts';
import { reauthorizePayment } from '../use-cases/reauthorize-payment.ts';
import { reconcilePayments } from '../use-cases/reconcile-payments.ts';
import { refundPayment } from '../use-cases/refund-payment.ts';
import { renewPayment } from '../use-cases/renew-payment.ts';
import { voidPayment } from '../use-cases/void-payment.ts';
import { withdrawReauthorization } from '../use-cases/withdraw-reauthorization.ts';

/** Money moves only for calls of the own sidecar, and for webhooks that the provider has signed. */
export const paymentRoutes: AppRoute<PaymentDeps>[] = [
  route(paymentOperations.authorizePayment, async (deps, { params, body }, ctx) => {
    ctx.body = await authorizePayment(deps, params.orderId, body);
  }),
  route(paymentOperations.reauthorizePayment, async (deps, { params, body }, ctx) => {
    const { orderId, editId } = params;
    ctx.body = await reauthorizePayment(deps, orderId, { editId, ...body });
  }),
  route(paymentOperations.withdrawReauthorization, async (deps, { params }, ctx) => {
    ctx.body = await withdrawReauthorization(deps, params.orderId, params.editId);
  }),
  route(paymentOperations.renewPayment, async (deps, { params, body }, ctx) => {
    const { orderId, renewalId } = params;
    ctx.body = await renewPayment(deps, orderId, { renewalId, ...body });
  }),
  route(paymentOperations.voidPayment, async (deps, { params }, ctx) => {
    ctx.body = await voidPayment(deps, params.orderId);
  }),
  route(paymentOperations.capturePayment, async (deps, { params, body }, ctx) => {
    ctx.body = await capturePayment(deps, params.orderId, body);
  }),
  route(paymentOperations.refundPayment, async (deps, { params, body }, ctx) => {
    ctx.body = await refundPayment(deps, params.orderId, body);
  }),
  route(paymentOperations.completePaymentAttempt, async (deps, { params }, ctx) => {
    ctx.body = await completeAction(deps, params.orderId, Number(params.attempt));
  }),
  route(
    paymentOperations.reconcilePayments,
    async (deps, { body: { dryRun = false } }, ctx) => {
      ctx.body = await reconcilePayments(deps, { dryRun });
    },
    { middleware: () => [refuseInvocation] },
  ),
  route(
    paymentOperations.takePaymentWebhook,
    async (deps, _request, ctx) => {
      const body = (await readBytes(ctx)).toString();
      ctx.body = await handleWebhook(deps, { headers: ctx.headers, body });
    },
    { rawBody: true, withoutAppToken: true },
  ),
];
