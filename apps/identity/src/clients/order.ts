import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderPage } from '@commerce/contracts/order/list-api';
import type { PersonalDataOfOrder } from '@commerce/contracts/order/personal-data-api';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Sidecar, SidecarResponse } from 'dapr-actor-runtime/sidecar';
import type { Static } from 'typebox';

/** Orders in one page of an export: each is read on its own, and the person waits for all of them. */
const PAGE_ORDERS = 50;
/** Orders that are read at once for one export, so that it leaves room for other calls. */
const MAX_ORDERS_AT_ONCE = 5;
/** Longest wait for one answer of the order app, ms. */
const ORDER_TIMEOUT_MS = 5_000;

export interface ExportedOrder {
  order: OrderResource;
  /** Absent once it was erased. */
  personalData?: PersonalDataOfOrder;
}

export interface ExportedOrders {
  items: ExportedOrder[];
  /** Where the next page begins; undefined on the last one. */
  nextCursor: string | undefined;
}

/** Whose orders are read: with their own token, as they would read them. */
export interface OrdersRequest {
  customerId: string;
  /** The `Authorization` header of the request. */
  authorization: string;
  cursor: string | undefined;
}

export type ReadOrders = (request: OrdersRequest) => Promise<ExportedOrders>;

/**
 * Reads a page of a customer's orders with their personal data, newest first. Rejects with invalid-request
 * for a cursor of another list, and with unavailable if the order app does not answer.
 */
export function ordersReader(sidecar: Pick<Sidecar, 'invoke'>): ReadOrders {
  return async ({ customerId, authorization, cursor }) => {
    const get = (path: string) => getFromOrder(sidecar, path, authorization);
    const query = new URLSearchParams({ customer: customerId, limit: String(PAGE_ORDERS) });
    if (cursor !== undefined) query.set('cursor', cursor);
    const page = await get(`/orders?${query}`);
    if (page.status === 400) throw wrongCursor();
    const { items: rows, nextCursor } = bodyOf<Static<typeof OrderPage>>(page);
    const items: ExportedOrder[] = [];
    for (let from = 0; from < rows.length; from += MAX_ORDERS_AT_ONCE) {
      const some = rows.slice(from, from + MAX_ORDERS_AT_ONCE);
      items.push(...(await Promise.all(some.map(({ id }) => readOne(get, id)))));
    }
    return { items, nextCursor };
  };
}

async function readOne(
  get: (path: string) => Promise<SidecarResponse>,
  id: string,
): Promise<ExportedOrder> {
  const [order, personal] = await Promise.all([
    get(`/orders/${id}`),
    get(`/orders/${id}/personal-data?purpose=support`),
  ]);
  const read = { order: bodyOf<OrderResource>(order) };
  if (personal.status === 410) return read;
  return { ...read, personalData: bodyOf<PersonalDataOfOrder>(personal) };
}

function getFromOrder(
  sidecar: Pick<Sidecar, 'invoke'>,
  path: string,
  authorization: string,
): Promise<SidecarResponse> {
  const call = { method: 'GET', path, headers: { authorization } } as const;
  return sidecar.invoke('order', { ...call, timeoutMs: ORDER_TIMEOUT_MS }).catch(unavailable);
}

function bodyOf<T>({ status, text }: SidecarResponse): T {
  if (status === 200) return JSON.parse(text) as T;
  return unavailable(new Error(`the order app answered with ${status}`));
}

// An export without some of the orders would look complete.
function unavailable(cause: unknown): never {
  const problem = httpProblem('unavailable', 'The orders cannot be read now. Try again.');
  problem.cause = cause;
  throw problem;
}

function wrongCursor(): Error {
  return httpProblem('invalid-request', 'The cursor was not made by an export.', {
    errors: [{ pointer: '/ordersCursor', detail: 'is not a cursor of an export' }],
  });
}
