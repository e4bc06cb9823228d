import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { EventStreams } from '@commerce/runtime/streams';
import type { EventHandler } from '@commerce/runtime/subscriber';

/**
 * The safety net behind the inline process: an event that should have been followed by another one
 * and was not (the app died in the middle of the turn) drives its order on. Needs no inbox, because
 * advancing an order that has moved on does nothing.
 */
export function advanceOrderWhenItStandsStill(
  streams: EventStreams,
  orders: (id: string) => Pick<OrderMethods, 'advance'>,
): EventHandler {
  return {
    consumer: 'order-advance',
    types: ['OrderPlaced.v1', 'OrderCancelling.v1', 'OrderReturnReceived.v1'],
    async handle(events) {
      // What follows a received return can be about anything else, so it is always driven on.
      const received = events.filter(({ type }) => type === 'OrderReturnReceived.v1');
      const followers = events
        .filter(({ type }) => type !== 'OrderReturnReceived.v1')
        .map(({ stream, seq }) => ({ stream, seq: seq + 1 }));
      const found = await streams.find(followers);
      const standing = followers.filter(({ stream, seq }) => !found.has(`${stream}:${seq}`));
      await Promise.all([...standing, ...received].map(({ stream }) => orders(stream).advance({})));
    },
  };
}
