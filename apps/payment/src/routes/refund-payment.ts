import type { Context } from 'koa';
import { RefundPayment } from '@commerce/contracts/payment/payment-api';
import { readBody, compileSchema } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { refundPayment } from '../provider/move-money.ts';
import { orderIdOf } from './order-id.ts';

const Body = compileSchema(RefundPayment);

export function refundPaymentRoute(deps: PaymentDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const orderId = orderIdOf(params);
    ctx.body = await refundPayment(deps, orderId, await readBody(ctx, Body));
  };
}
