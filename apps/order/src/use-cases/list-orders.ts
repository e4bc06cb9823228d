import { instantOf } from '@commerce/contracts/instant';
import type { OrderStatus } from '@commerce/contracts/order/order-api';
import type { ListOrders, OrderSummary } from '@commerce/contracts/order/list-api';
import { OrderId } from '@commerce/contracts/order/order-id';
import { canonicalSku } from '@commerce/contracts/sku';
import type { Caller } from 'dapr-actor-runtime/access';
import { compileSchema } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import { type Static, Type } from 'typebox';
import type { OrderDeps } from '../deps.ts';
import { mayAccessAllOrders } from '../domain/ownership.ts';
import { listSummaries } from '../store/order-summaries.ts';
import { type Page, positionIn, readPage } from './list-page.ts';

const cursorParts = compileSchema(Type.Tuple([Type.String(), OrderId]));

/**
 * One page of orders, newest first, about a second behind the orders. A customer sees only their own.
 * Rejects with invalid-request for a wrong cursor, and for an instant that does not exist.
 */
export async function listOrders(
  { database }: Pick<OrderDeps, 'database'>,
  caller: Caller,
  { cursor, limit, status, placedFrom, placedBefore, sku, ...filter }: Static<typeof ListOrders>,
): Promise<Page<OrderSummary>> {
  const own = mayAccessAllOrders(caller, 'read') ? undefined : caller.sub;
  const after = positionIn(cursor, cursorParts, ([placedAt, orderId]) => ({ placedAt, orderId }));
  const found = {
    ...filter,
    own,
    statuses: status?.split(',') as OrderStatus[] | undefined,
    placedFrom: instantIn('placedFrom', placedFrom),
    placedBefore: instantIn('placedBefore', placedBefore),
    skuKey: sku === undefined ? undefined : canonicalSku(sku),
  };
  return readPage(limit, {
    read: (count) => listSummaries(database, { ...found, after, limit: count }),
    positionOf: (row) => [row.placedAt, row.id],
  });
}

function instantIn(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = instantOf(text);
  if (instant !== undefined) return new Date(instant).toISOString();
  throw httpProblem('invalid-request', `${name} names a day that does not exist.`, {
    errors: [{ pointer: `/${name}`, detail: 'is not an instant' }],
  });
}
