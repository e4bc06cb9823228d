import { RequestReturn } from '@commerce/contracts/order/order-api';
import { readBody, compileSchema, type Route } from '@commerce/runtime/http';
import { canonicalLines } from '../domain/order-lines.ts';
import type { OwnerOf } from './caller.ts';
import { answeredOnce, commandId } from './command-id.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { orderOrRefusal } from './refusals.ts';

const requestReturnSchema = compileSchema(RequestReturn);

/** POST /orders/{id}/returns: the customer will send units back. */
export function requestReturn(deps: RouteDeps, ownerOf: OwnerOf): Route {
  const { orders, personal } = deps;
  return {
    method: 'POST',
    path: '/orders/:id/returns',
    middleware: [answeredOnce(deps, 'request-return')],
    async handle(ctx, params) {
      const { lines: given, reason } = await readBody(ctx, requestReturnSchema);
      const lines = given && canonicalLines(given);
      const id = orderIdOf(params);
      const returnId = commandId(ctx, 'ret', id);
      const sealed = await personal.encryptRemark(await ownerOf(id), reason);
      ctx.body = orderOrRefusal(
        await orders(id).requestReturn({ returnId, personal: sealed, ...(lines && { lines }) }),
        lines,
      );
      ctx.set('location', `/orders/${id}`);
      ctx.status = 201;
    },
  };
}
