import type { OrderResource } from '@commerce/contracts/order/order-api';
import { fold, type EventStreams } from '@commerce/runtime/streams';
import { toResource } from '../domain/order-resource.ts';
import { orderDecider } from '../domain/order.ts';

/** The order as its stream tells it now, without waiting for its actor; undefined if none. */
export async function readOrder(
  streams: EventStreams,
  id: string,
): Promise<OrderResource | undefined> {
  const { state, version } = fold(orderDecider, await streams.read(id));
  return toResource(id, state, version);
}
