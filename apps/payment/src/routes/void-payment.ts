import type { Context } from 'koa';
import type { PaymentDeps } from '../app.ts';
import { voidPayment } from '../provider/confirm-void.ts';
import { orderIdOf } from './order-id.ts';

export function voidPaymentRoute(deps: PaymentDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    ctx.body = await voidPayment(deps, orderIdOf(params));
  };
}
