import type { StockEvent } from '@commerce/contracts/inventory/stock-events';
import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import { Undeliverable, type EventHandler } from '@commerce/runtime/subscriber';

type Filled = Extract<StockEvent, { type: 'ReservationFilled.v1' }>['data'];

/** Tells an order that units which it waited for have come; once, by the id of the event. */
export function fillBackorderWhenReservationFilled(
  orders: (id: string) => Pick<OrderMethods, 'fillBackorder'>,
): EventHandler {
  return {
    consumer: 'order-backorder',
    types: ['ReservationFilled.v1'],
    async handle(events) {
      for (const { id, data } of events) {
        const { orderId, lines } = data as Filled;
        const answer = await orders(orderId).fillBackorder({ fillId: id, lines });
        if (answer.ok) continue;
        // An order that is placed still is confirmed in a moment: the event comes again.
        if (answer.code === 'order-not-confirmed') throw new Error(answer.detail);
        throw new Undeliverable(answer.detail);
      }
    },
  };
}
