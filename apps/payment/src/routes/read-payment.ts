import type { Context } from 'koa';
import { problem } from '@commerce/contracts/problems';
import type { PaymentDeps } from '../app.ts';
import { findPaymentState } from '../store/payments.ts';
import { orderIdOf } from './order-id.ts';

export function readPaymentRoute({ database }: PaymentDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    const orderId = orderIdOf(params);
    const state = await findPaymentState(database, orderId);
    if (state === undefined) throw problem('payment-not-found', `No payment for ${orderId}.`);
    ctx.body = state;
  };
}
