import { CancelOrder } from '@commerce/contracts/order/order-api';
import {
  validate,
  expectedVersions,
  readBody,
  readText,
  compileSchema,
  type Route,
} from '@commerce/runtime/http';
import type { Context } from 'koa';
import { canonicalLines } from '../domain/order-lines.ts';
import { isSettled } from '../domain/order.ts';
import { answeredOnce, commandId } from './command-id.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { orderOrRefusal } from './refusals.ts';

const cancelOrderSchema = compileSchema(CancelOrder);

/**
 * POST /orders/{id}/cancellation: 202 while what the order holds is undone, 200 once it is. With
 * lines only these units are given up, and the rest of the order goes on.
 */
export function cancelOrder(deps: RouteDeps): Route {
  const { orders } = deps;
  return {
    method: 'POST',
    path: '/orders/:id/cancellation',
    middleware: [answeredOnce(deps, 'cancel-order')],
    async handle(ctx, params) {
      const id = orderIdOf(params);
      const { lines: given } = await readCancellation(ctx);
      const lines = given && canonicalLines(given);
      const ifVersion = expectedVersions(ctx);
      const order = orderOrRefusal(
        lines === undefined
          ? await orders(id).cancel({ ifVersion })
          : await orders(id).cancelLines({
              commandId: commandId(ctx, 'can', id),
              lines,
              ifVersion,
            }),
        lines,
      );
      ctx.status = isSettled(order) ? 200 : 202;
      ctx.set('location', `/orders/${id}`);
      ctx.body = order;
    },
  };
}

// A cancellation of the whole order needs no body.
async function readCancellation(ctx: Context) {
  if ((await readText(ctx)) === '') return validate(cancelOrderSchema, {});
  return readBody(ctx, cancelOrderSchema);
}
