import type { OrderResource } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import { loadState } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { orderAfter } from '../domain/order-history.ts';
import { toResource } from '../domain/order-resource.ts';
import { orderDecider } from '../domain/order.ts';
import { readHistory } from './read-history.ts';
import { orderNotFound } from './refuse-command.ts';

type Deps = Pick<OrderDeps, 'streams' | 'returnWindow'>;

/** The order after its last event, without a turn of its actor. Rejects with order-not-found. */
export async function readOrder(deps: Deps, id: string): Promise<OrderResource> {
  const order = await findOrder(deps, id);
  if (order === undefined) throw orderNotFound();
  return order;
}

/** The same, but undefined if there is no such order. */
export async function findOrder(
  { streams, returnWindow: window }: Deps,
  id: string,
): Promise<OrderResource | undefined> {
  const { state, version, at } = await loadState(streams, orderDecider, id);
  return toResource(id, state, version, { updatedAt: at, window });
}

/** The order as of an event number or an instant. Rejects with order-not-found before it existed. */
export async function readOrderAt(deps: Deps, id: string, at: string): Promise<OrderResource> {
  const { events, counts } = await readHistory(deps, id, { at });
  const order = orderAfter(id, events, counts.at, deps.returnWindow);
  if (order !== undefined) return order;
  throw problem('order-not-found', `The order did not exist yet: it begins at ${events[0]?.at}.`);
}
