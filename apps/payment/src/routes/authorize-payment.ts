import type { Context } from 'koa';
import { AuthorizePayment } from '@commerce/contracts/payment/payment-api';
import { readBody, compileSchema } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { authorizations } from '../provider/authorize-payment.ts';
import { orderIdOf } from './order-id.ts';

const Body = compileSchema(AuthorizePayment);

export function authorizePaymentRoute(deps: PaymentDeps) {
  const authorize = authorizations(deps);
  return async (ctx: Context, params: Record<string, string>) => {
    const orderId = orderIdOf(params);
    ctx.body = await authorize(orderId, await readBody(ctx, Body));
  };
}
