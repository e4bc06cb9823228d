import type { OrderResource, PlaceOrder } from '@commerce/contracts/order/order-api';
import type { Caller } from 'dapr-actor-runtime/access';
import { httpProblem } from 'dapr-actor-runtime/server';
import { derivedId } from 'dapr-actor-runtime/ids';
import type { PlaceRequest } from '../actors/order-actor-type.ts';
import type { OrderDeps } from '../deps.ts';
import { isSettled } from '../domain/order.ts';
import type { Person } from '../personal/personal-data.ts';
import { refuseIncompletePerson, refuseTrustedFields, refuseUnpayable } from './check-request.ts';
import { priceOrder } from './price-order.ts';
import { findOrder } from './read-order.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Pause between two reads of an order whose compensation runs, ms. */
const SETTLE_POLL_MS = 100;

/** How long the caller waits for the end of the order. */
interface Wait {
  /** Not at all: the order is answered as soon as it is placed. */
  respondAsync: boolean;
  waitMs: number;
}

/**
 * Places an order and waits for its end: confirmed or rejected. The order that is answered may still
 * be in progress. The id is derived from the caller and the idempotency key, so a repeat always gets
 * the same order. No one else can derive it, so a guest order needs no other secret.
 */
export async function placeOrder(
  deps: OrderDeps,
  {
    request,
    requestText,
    caller,
    placedBy,
    key,
    wait,
  }: {
    request: PlaceOrder;
    /** The body as it was sent, which tells a repeat from another order under the same key. */
    requestText: string;
    /** Undefined: a guest. */
    caller: Caller | undefined;
    /** The store-front server that orders for the caller. */
    placedBy: string | undefined;
    /** The idempotency key, and the caller to whom it belongs. */
    key: { callerName: string; value: string };
    wait: Wait;
  },
): Promise<OrderResource> {
  refuseTrustedFields({ caller, placedBy }, request);
  refuseIncompletePerson(caller, request);
  const priced = await priceOrder(deps, request);
  refuseUnpayable(priced.total, { request, provider: deps.paymentProvider });
  const { policy, channel, reference, tags, metadata } = request;
  const id = `ord_${derivedId('order', deps.orderIdKey, key.callerName, key.value)}`;
  const customerId = caller?.kind === 'user' ? caller.sub : request.customerId;
  const personal = await deps.personal.encrypt({ orderId: id, customerId }, personOf(request));
  const placeRequest: PlaceRequest = {
    ...(customerId === undefined ? {} : { customerId }),
    ...priced,
    personal,
    number: await deps.numbers.take(),
    channel: channel ?? (caller?.kind === 'client' ? 'api' : 'storefront'),
    ...(reference === undefined ? {} : { reference }),
    ...(placedBy === undefined ? {} : { placedBy }),
    ...(policy === undefined ? {} : { policy }),
    ...(tags === undefined ? {} : { tags }),
    ...(metadata === undefined ? {} : { metadata }),
    requestHash: deps.personal.digestOf(requestText),
  };
  return wait.respondAsync
    ? placeWithoutWaiting(deps, id, placeRequest)
    : placeAndWait(deps, id, { placeRequest, waitMs: wait.waitMs });
}

function personOf(request: PlaceOrder): Person {
  const { shippingAddress, billingAddress, contact, notes, payment } = request;
  return {
    ...(shippingAddress && { shippingAddress }),
    ...(billingAddress && { billingAddress }),
    ...(contact && { contact }),
    ...(notes && { notes }),
    ...(payment && { paymentToken: payment.token }),
  };
}

async function placeWithoutWaiting(
  { localOrders }: OrderDeps,
  id: string,
  placeRequest: PlaceRequest,
): Promise<OrderResource> {
  const order = orderOrProblem(
    await localOrders(id).place({ ...placeRequest, respondAsync: true }),
  );
  // If this fails, the event of the order drives it, a second later.
  localOrders(id)
    .advance({})
    .catch(() => {});
  return order;
}

async function placeAndWait(
  deps: OrderDeps,
  id: string,
  { placeRequest, waitMs }: { placeRequest: PlaceRequest; waitMs: number },
): Promise<OrderResource> {
  const deadline = Date.now() + waitMs;
  const turn = deps.localOrders(id).place(placeRequest);
  turn.catch((err: unknown) => deps.log.warn({ err, orderId: id }, 'turn failed'));
  const answer = await within(waitMs, turn);
  const order = answer === undefined ? await findOrder(deps, id) : orderOrProblem(answer);
  if (order === undefined) {
    throw httpProblem('unavailable', 'The order could not be placed in time.');
  }
  return order.status === 'cancelling' ? waitForEnd(deps, order, deadline) : order;
}

/** A declined order is rejected as soon as its compensation has ended, mostly within a second. */
export async function waitForEnd(
  deps: Pick<OrderDeps, 'streams' | 'returnWindow'>,
  order: OrderResource,
  deadline: number,
): Promise<OrderResource> {
  let latest = order;
  while (!isSettled(latest) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS));
    latest = (await findOrder(deps, order.id)) ?? latest;
  }
  return latest;
}

/** The result, or undefined if there is none after `ms`. The work itself continues. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
