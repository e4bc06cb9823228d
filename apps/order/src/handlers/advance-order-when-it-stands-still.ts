import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { EventStreams } from '@commerce/runtime/streams';
import type { EventHandler } from '@commerce/runtime/subscriber';

/**
 * The safety net behind the inline process: a placed order that should have moved on and did not
 * (the app died in the middle of the turn) is driven on. Needs no inbox, because advancing an order
 * that has moved on does nothing. Workflows are started again by the sweep only: they take longer
 * than their event, and asking for each of them would hold up the others.
 */
export function advanceOrderWhenItStandsStill(
  streams: EventStreams,
  orders: (id: string) => Pick<OrderMethods, 'advance'>,
): EventHandler {
  return {
    consumer: 'order-advance',
    types: ['OrderPlaced.v1', 'OrderPlaced.v2'],
    async handle(events) {
      const followers = events.map(({ stream, seq }) => ({ stream, seq: seq + 1 }));
      const found = await streams.find(followers);
      const standing = followers.filter(({ stream, seq }) => !found.has(`${stream}:${seq}`));
      await Promise.all(standing.map(({ stream }) => orders(stream).advance({})));
    },
  };
}
