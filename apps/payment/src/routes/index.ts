import type { Middleware } from 'koa';
import { requireAppToken } from '@commerce/runtime/actors';
import type { Route } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { authorizePaymentRoute } from './authorize-payment.ts';
import { readPaymentRoute } from './read-payment.ts';
import { voidPaymentRoute } from './void-payment.ts';

const AUTHORIZATION = '/payments/:orderId/authorization';

/** Every route asks for the app token: money moves only for calls through the own sidecar. */
export function paymentRoutes(deps: PaymentDeps): Route[] {
  const fromSidecar: Middleware = (ctx, next) => {
    requireAppToken(ctx, deps.appToken);
    return next();
  };
  const around = [fromSidecar];
  return [
    { method: 'POST', path: AUTHORIZATION, handle: authorizePaymentRoute(deps), around },
    { method: 'DELETE', path: AUTHORIZATION, handle: voidPaymentRoute(deps), around },
    { method: 'GET', path: '/payments/:orderId', handle: readPaymentRoute(deps), around },
  ];
}
