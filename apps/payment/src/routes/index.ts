import { Type } from 'typebox';
import {
  AuthorizePayment,
  CapturePayment,
  RefundPayment,
} from '@commerce/contracts/payment/payment-api';
import { Reconcile } from '@commerce/contracts/payment/reconciliation-api';
import {
  compileSchema,
  readBody,
  readBytes,
  refuseInvocation,
  validate,
  withAppToken,
  type Route,
} from '@commerce/runtime/http';
import type { PaymentDeps } from '../deps.ts';
import { authorizePayment } from '../use-cases/authorize-payment.ts';
import { capturePayment } from '../use-cases/capture-payment.ts';
import { handleWebhook } from '../use-cases/handle-webhook.ts';
import { readPayment } from '../use-cases/read-payment.ts';
import { reconcilePayments } from '../use-cases/reconcile-payments.ts';
import { refundPayment } from '../use-cases/refund-payment.ts';
import { voidPayment } from '../use-cases/void-payment.ts';

const PAYMENT = '/payments/:orderId';
const AUTHORIZATION = `${PAYMENT}/authorization`;

const pathSchema = compileSchema(
  Type.Object({ orderId: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) }),
);
const authorizeSchema = compileSchema(AuthorizePayment);
const captureSchema = compileSchema(CapturePayment);
const refundSchema = compileSchema(RefundPayment);
const reconcileSchema = compileSchema(Reconcile);

const orderIdOf = (params: Record<string, string>) => validate(pathSchema, params).orderId;

/**
 * Every HTTP operation of the app. All but the webhook need the app token: only the own sidecar can
 * move money. A webhook comes from outside, and its signature authenticates it.
 */
export function paymentRoutes(deps: PaymentDeps & { appToken: string }): Route[] {
  return [
    ...withAppToken(deps.appToken, internalRoutes(deps)),
    {
      method: 'POST',
      path: '/webhooks/payment-provider',
      async handle(ctx) {
        const body = (await readBytes(ctx)).toString();
        ctx.body = await handleWebhook(deps, { headers: ctx.headers, body });
      },
    },
  ];
}

function internalRoutes(deps: PaymentDeps): Route[] {
  return [
    {
      method: 'POST',
      path: AUTHORIZATION,
      async handle(ctx, params) {
        const orderId = orderIdOf(params);
        ctx.body = await authorizePayment(deps, orderId, await readBody(ctx, authorizeSchema));
      },
    },
    {
      method: 'DELETE',
      path: AUTHORIZATION,
      async handle(ctx, params) {
        ctx.body = await voidPayment(deps, orderIdOf(params));
      },
    },
    {
      method: 'POST',
      path: `${PAYMENT}/captures`,
      async handle(ctx, params) {
        const orderId = orderIdOf(params);
        ctx.body = await capturePayment(deps, orderId, await readBody(ctx, captureSchema));
      },
      middleware: [refuseInvocation],
    },
    {
      method: 'POST',
      path: `${PAYMENT}/refunds`,
      async handle(ctx, params) {
        const orderId = orderIdOf(params);
        ctx.body = await refundPayment(deps, orderId, await readBody(ctx, refundSchema));
      },
    },
    {
      method: 'GET',
      path: PAYMENT,
      async handle(ctx, params) {
        ctx.body = await readPayment(deps, orderIdOf(params));
      },
    },
    {
      method: 'POST',
      path: '/reconciliations',
      async handle(ctx) {
        const { dryRun = false } = await readBody(ctx, reconcileSchema);
        ctx.body = await reconcilePayments(deps, { dryRun });
      },
      middleware: [refuseInvocation],
    },
  ];
}
