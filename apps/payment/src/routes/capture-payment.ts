import type { Context } from 'koa';
import { CapturePayment } from '@commerce/contracts/payment/payment-api';
import { readBody, compileSchema } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { capturePayment } from '../provider/move-money.ts';
import { orderIdOf } from './order-id.ts';

const Body = compileSchema(CapturePayment);

export function capturePaymentRoute(deps: PaymentDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const orderId = orderIdOf(params);
    ctx.body = await capturePayment(deps, orderId, await readBody(ctx, Body));
  };
}
