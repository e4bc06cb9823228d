import type { OrderResource } from '@commerce/contracts/order/order-api';
import { loadState, type EventStreams, type StreamEvent } from '@commerce/runtime/streams';
import type { Moment } from '../domain/order-history.ts';
import { toResource } from '../domain/order-resource.ts';
import { orderDecider } from '../domain/order.ts';

/** The order as its stream tells it now, without waiting for its actor; undefined if none. */
export async function readOrder(
  streams: EventStreams,
  id: string,
): Promise<OrderResource | undefined> {
  const { state, version } = await loadState(streams, orderDecider, id);
  return toResource(id, state, version);
}

/** The events of an order, up to the latest of the moments where they are all positions. */
export async function readEventsUntil(
  streams: EventStreams,
  id: string,
  moments: Moment[],
): Promise<StreamEvent[]> {
  const ends = moments.map((moment) => ('seq' in moment ? moment.seq : Infinity));
  const last = Math.max(1, ...ends);
  return Number.isFinite(last) ? streams.read(id, 1, last) : streams.read(id);
}
