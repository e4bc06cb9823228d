import { refuseInvocation, withAppToken, type Route } from '@commerce/runtime/http';
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
  return [
    ...withAppToken(deps.appToken, [
      { method: 'POST', path: AUTHORIZATION, handle: authorizePaymentRoute(deps) },
      { method: 'DELETE', path: AUTHORIZATION, handle: voidPaymentRoute(deps) },
      {
        method: 'POST',
        path: `${PAYMENT}/captures`,
        handle: capturePaymentRoute(deps),
        middleware: [refuseInvocation],
      },
      { method: 'POST', path: `${PAYMENT}/refunds`, handle: refundPaymentRoute(deps) },
      { method: 'GET', path: PAYMENT, handle: readPaymentRoute(deps) },
      {
        method: 'POST',
        path: '/reconciliations',
        handle: reconcileRoute(deps),
        middleware: [refuseInvocation],
      },
    ]),
    { method: 'POST', path: '/webhooks/payment-provider', handle: takeWebhookRoute(deps) },
  ];
}
