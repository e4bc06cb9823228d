import type { Context } from 'koa';
import { problem } from '@commerce/contracts/problems';
import { readBytes } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { voidIsOpen } from '../domain/payment.ts';
import { takeNotice } from '../provider/take-notice.ts';
import { findPayment } from '../store/payments.ts';

/** The provider's webhooks come from outside: their signature stands in for the app token. */
export function takeWebhookRoute({ database, provider, openWork }: PaymentDeps) {
  return async (ctx: Context) => {
    const body = (await readBytes(ctx)).toString();
    const notice = provider.readNotice(ctx.headers, body, Date.now());
    if (notice === undefined) {
      throw problem('webhook-not-genuine', 'Its signature is missing, wrong or too old.');
    }
    const result = await takeNotice(database, notice);
    if (result === 'applied' && notice.about === 'authorization') {
      // An authorization that meets a recorded void has opened it again.
      if (voidIsOpen(await findPayment(database, notice.orderId))) openWork.kick();
    }
    ctx.body = { result };
  };
}
