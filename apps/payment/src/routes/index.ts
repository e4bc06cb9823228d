import type { Middleware } from 'koa';
import { requireAppToken } from '@commerce/runtime/actors';
import type { Route } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { authorizePaymentRoute } from './authorize-payment.ts';
import { capturePaymentRoute } from './capture-payment.ts';
import { readPaymentRoute } from './read-payment.ts';
import { reconcileRoute } from './reconcile.ts';
import { refundPaymentRoute } from './refund-payment.ts';
import { takeWebhookRoute } from './take-webhook.ts';
import { voidPaymentRoute } from './void-payment.ts';

const PAYMENT = '/payments/:orderId';
const AUTHORIZATION = `${PAYMENT}/authorization`;

/** Money moves only for calls through the own sidecar, and for what the provider has signed. */
export function paymentRoutes(deps: PaymentDeps): Route[] {
  const fromSidecar: Middleware = (ctx, next) => {
    requireAppToken(ctx, deps.appToken);
    return next();
  };
  const around = [fromSidecar];
  return [
    { method: 'POST', path: AUTHORIZATION, handle: authorizePaymentRoute(deps), around },
    { method: 'DELETE', path: AUTHORIZATION, handle: voidPaymentRoute(deps), around },
    { method: 'POST', path: `${PAYMENT}/captures`, handle: capturePaymentRoute(deps), around },
    { method: 'POST', path: `${PAYMENT}/refunds`, handle: refundPaymentRoute(deps), around },
    { method: 'GET', path: PAYMENT, handle: readPaymentRoute(deps), around },
    { method: 'POST', path: '/reconciliations', handle: reconcileRoute(deps), around },
    { method: 'POST', path: '/webhooks/payment-provider', handle: takeWebhookRoute(deps) },
  ];
}
