import { DEFAULT_PAGE, ListOrders, type OrderSummary } from '@commerce/contracts/order/order-api';
import { callerIn } from '@commerce/runtime/access';
import { httpProblem, readQuery, compileSchema, type Route } from '@commerce/runtime/http';
import { mayAccessAllOrders } from '../domain/ownership.ts';
import { listSummaries, type Position } from '../store/order-summaries.ts';
import type { RouteDeps } from './index.ts';
import { isOrderId } from './order-id.ts';

const listOrdersSchema = compileSchema(ListOrders);

/**
 * GET /orders?status=&customer=&cursor=&limit=: newest first; about a second behind the orders. A
 * customer finds the own ones only.
 */
export function listOrders({ database }: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/orders',
    async handle(ctx) {
      const { status, customer, cursor, limit } = readQuery(ctx, listOrdersSchema);
      const caller = callerIn(ctx);
      const own = mayAccessAllOrders(caller, 'read') ? undefined : caller.sub;
      const size = limit === undefined ? DEFAULT_PAGE : Number(limit);
      const items = await listSummaries(database, {
        status,
        customer,
        own,
        after: cursor === undefined ? undefined : positionOf(cursor),
        limit: size + 1,
      });
      const page = items.slice(0, size);
      const last = page.at(-1);
      ctx.body = {
        items: page,
        ...(items.length > size && last !== undefined ? { nextCursor: cursorOf(last) } : {}),
      };
    },
  };
}

function cursorOf({ placedAt, id }: OrderSummary): string {
  return Buffer.from(JSON.stringify([placedAt, id])).toString('base64url');
}

function positionOf(cursor: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [placedAt, orderId] = position as [unknown, unknown];
    if (typeof placedAt === 'string' && !Number.isNaN(Date.parse(placedAt)) && isOrderId(orderId)) {
      return { placedAt: new Date(placedAt).toISOString(), orderId };
    }
  } catch {
    // Falls through to the same answer as any other cursor that was not made here.
  }
  throw httpProblem('invalid-request', 'The cursor was not made by this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not a cursor of this list' }],
  });
}
