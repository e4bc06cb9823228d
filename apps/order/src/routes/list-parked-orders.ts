import { DEFAULT_PAGE } from '@commerce/contracts/order/order-api';
import { ListParked, type ParkedRow } from '@commerce/contracts/order/order-repair';
import { httpProblem, readQuery, compileSchema, type Route } from '@commerce/runtime/http';
import { listParked, type ParkedPosition, type StoredParked } from '../store/order-sagas.ts';
import type { RouteDeps } from './index.ts';
import { isOrderId } from './order-id.ts';
import { openedRemark } from './remarks.ts';

/** The id of a return, or nothing for a workflow that has none. */
const RETURN = /^\w{0,64}$/;
const listParkedSchema = compileSchema(ListParked);

/** GET /orders/parked?cursor=&limit=: the workflows that wait for a person, the oldest first. */
export function listParkedOrders(deps: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/orders/parked',
    async handle(ctx) {
      const { cursor, limit } = readQuery(ctx, listParkedSchema);
      const size = limit === undefined ? DEFAULT_PAGE : Number(limit);
      const items = await listParked(deps.database, {
        after: cursor === undefined ? undefined : positionOf(cursor),
        limit: size + 1,
      });
      const page = items.slice(0, size);
      const last = page.at(-1);
      ctx.body = {
        items: await Promise.all(page.map((row) => shown(deps, row))),
        ...(items.length > size && last !== undefined ? { nextCursor: cursorOf(last) } : {}),
      };
    },
  };
}

/** The row with the notes of its repairs opened. */
async function shown(
  deps: RouteDeps,
  { customerId, repairs, ...row }: StoredParked,
): Promise<ParkedRow> {
  const owner = { orderId: row.orderId, customerId };
  const opened = repairs.map(async ({ personal, ...repair }) => {
    const note = personal && (await openedRemark(deps, owner, personal));
    return note === undefined ? repair : { ...repair, note };
  });
  return { ...row, repairs: await Promise.all(opened) };
}

function cursorOf({ since, orderId, returnId = '' }: StoredParked): string {
  return Buffer.from(JSON.stringify([since, orderId, returnId])).toString('base64url');
}

function positionOf(cursor: string): ParkedPosition {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const [since, orderId, returnId] = position as [unknown, unknown, unknown];
    const isInstant = typeof since === 'string' && !Number.isNaN(Date.parse(since));
    if (isInstant && isOrderId(orderId) && typeof returnId === 'string' && RETURN.test(returnId)) {
      return { since: new Date(since).toISOString(), orderId, returnId };
    }
  } catch {
    // Falls through to the same answer as any other cursor that was not made here.
  }
  throw httpProblem('invalid-request', 'The cursor was not made by this list.', {
    errors: [{ pointer: '/cursor', detail: 'is not a cursor of this list' }],
  });
}
