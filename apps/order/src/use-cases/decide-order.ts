import { openAggregate, type Aggregate } from 'dapr-actor-runtime/streams';
import type { IfVersion, OrderAnswer } from '../actors/order-actor-type.ts';
import type { OrderDeps } from '../deps.ts';
import { orderNotFound } from '../domain/order-decision.ts';
import { toResource } from '../domain/order-resource.ts';
import type { Order } from '../domain/order-state.ts';
import { orderDecider, type OrderCommand } from '../domain/order.ts';
import type { ReturnWindow } from '../domain/return-window.ts';

/** An order in the turns of its actor: what is loaded stays for the next turn. */
export interface OpenOrder {
  id: string;
  aggregate: Aggregate<Order, OrderCommand>;
  returnWindow: ReturnWindow;
}

/** Opens an order. Reads nothing yet. */
export function openOrder(
  { streams, returnWindow }: Pick<OrderDeps, 'streams' | 'returnWindow'>,
  id: string,
): OpenOrder {
  return { id, aggregate: openAggregate(streams, orderDecider, id), returnWindow };
}

/** Decides a command and commits its events. Drives nothing. */
export async function decideOrder(
  order: OpenOrder,
  command: OrderCommand,
  { ifVersion }: IfVersion = {},
): Promise<OrderAnswer> {
  const expectNew = command.type === 'PlaceOrder';
  const outcome = await order.aggregate.handle(command, { expectNew, ifVersion });
  return outcome.ok ? answerOrder(order) : outcome;
}

/** The order as it is now, or order-not-found. */
export async function answerOrder({
  id,
  aggregate,
  returnWindow: window,
}: OpenOrder): Promise<OrderAnswer> {
  const { state, version, at } = await aggregate.load();
  const resource = toResource(id, state, version, { updatedAt: at, window });
  return resource === undefined ? orderNotFound() : { ok: true, order: resource };
}
