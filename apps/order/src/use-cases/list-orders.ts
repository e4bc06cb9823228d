import type { ListOrders, OrderSummary } from '@commerce/contracts/order/order-api';
import { OrderId } from '@commerce/contracts/order/order-id';
import type { Caller } from 'dapr-actor-runtime/access';
import { compileSchema } from 'dapr-actor-runtime/http';
import { type Static, Type } from 'typebox';
import type { OrderDeps } from '../deps.ts';
import { mayAccessAllOrders } from '../domain/ownership.ts';
import { listSummaries } from '../store/order-summaries.ts';
import { type Page, positionIn, readPage } from './list-page.ts';

const cursorParts = compileSchema(Type.Tuple([Type.String(), OrderId]));

/**
 * One page of orders, newest first, about a second behind the orders. A customer sees only their own.
 * Rejects with invalid-request for a wrong cursor.
 */
export async function listOrders(
  { database }: Pick<OrderDeps, 'database'>,
  caller: Caller,
  { cursor, limit, ...filter }: Static<typeof ListOrders>,
): Promise<Page<OrderSummary>> {
  const own = mayAccessAllOrders(caller, 'read') ? undefined : caller.sub;
  const after = positionIn(cursor, cursorParts, ([placedAt, orderId]) => ({ placedAt, orderId }));
  return readPage(limit, {
    read: (count) => listSummaries(database, { ...filter, own, after, limit: count }),
    positionOf: (row) => [row.placedAt, row.id],
  });
}
