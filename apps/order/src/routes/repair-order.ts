import { RepairOrder } from '@commerce/contracts/order/order-repair';
import { callerIn } from '@commerce/runtime/access';
import { readBody, compileSchema, type Route } from '@commerce/runtime/http';
import type { OwnerOf } from './caller.ts';
import { answeredOnce, commandId } from './command-id.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { orderOrRefusal } from './refusals.ts';

const repairOrderSchema = compileSchema(RepairOrder);

/** POST /orders/{id}/repair: a person decides about a parked workflow; 202, it goes on. */
export function repairOrder(deps: RouteDeps, ownerOf: OwnerOf): Route {
  const { orders, personal } = deps;
  return {
    method: 'POST',
    path: '/orders/:id/repair',
    middleware: [answeredOnce(deps, 'repair-order')],
    async handle(ctx, params) {
      const { note, ...request } = await readBody(ctx, repairOrderSchema);
      const id = orderIdOf(params);
      const repairId = commandId(ctx, 'rep', id);
      const sealed =
        note === undefined ? undefined : await personal.encryptRemark(await ownerOf(id), note);
      ctx.body = orderOrRefusal(
        await orders(id).repair({
          repairId,
          by: callerIn(ctx).sub,
          ...request,
          personal: sealed,
        }),
      );
      ctx.set('location', `/orders/${id}`);
      ctx.status = 202;
    },
  };
}
