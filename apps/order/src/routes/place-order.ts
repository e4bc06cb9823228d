import { orderOperations } from '@commerce/contracts/order/operations';
import { callerIf } from 'dapr-actor-runtime/access';
import { route } from 'dapr-actor-runtime/app';
import { readText } from 'dapr-actor-runtime/http';
import { idempotencyKey } from 'dapr-actor-runtime/idempotency';
import type { Context } from 'koa';
import type { OrderDeps } from '../deps.ts';
import { isSettled } from '../domain/order.ts';
import { placeOrder } from '../use-cases/place-order.ts';
import { showPaymentAction } from '../use-cases/show-payment-action.ts';
import { storefrontOf } from './acting-for-customers.ts';
import { answeredOnce, callerName, refuseSharedKey } from './idempotent-command.ts';
import { preferencesOf } from './preferences.ts';
import { strictly } from './strict-answer.ts';

/** How long a request without a preference waits for the end of its order, ms. */
const DEFAULT_WAIT_MS = 8_000;
const MAX_WAIT_MS = 15_000;

export const placeOrderRoute = route(
  orderOperations.placeOrder,
  async (deps: OrderDeps, { body }, ctx) => {
    const order = await placeOrder(deps, {
      request: body,
      requestText: await readText(ctx),
      caller: callerIf(ctx),
      placedBy: storefrontOf(ctx),
      key: { callerName: callerName(ctx), value: idempotencyKey(ctx) ?? '' },
      wait: preferredWait(ctx),
    });
    ctx.status = isSettled(order) ? 201 : 202;
    ctx.set('location', `/orders/${order.id}`);
    ctx.body = await showPaymentAction(deps, order, callerIf(ctx));
  },
  {
    middleware: (deps) => [
      refuseSharedKey,
      strictly,
      answeredOnce(deps, 'place-order', { needsKey: true }),
    ],
  },
);

/** `Prefer: respond-async` or `Prefer: wait=<s>` (RFC 7240), at most 15 s. */
function preferredWait(ctx: Context): { respondAsync: boolean; waitMs: number } {
  const preferences = preferencesOf(ctx);
  const wait = /^\d{1,4}$/.exec(preferences.get('wait') ?? '')?.[0];
  return {
    respondAsync: preferences.has('respond-async'),
    waitMs: wait === undefined ? DEFAULT_WAIT_MS : Math.min(Number(wait) * 1000, MAX_WAIT_MS),
  };
}
