import type { StockEvent } from '@commerce/contracts/inventory/stock-events';
import { type AppEventHandler, Undeliverable } from 'dapr-actor-runtime/subscriber';
import type { OrderDeps } from '../deps.ts';

type Filled = Extract<StockEvent, { type: 'ReservationFilled.v1' }>['data'];

/** Records in an order that backordered units have arrived; once, by the id of the event. */
export const fillBackorderWhenReservationFilled: AppEventHandler<Pick<OrderDeps, 'orders'>> = {
  consumer: 'order-backorder',
  types: ['ReservationFilled.v1'],
  async handle({ orders }, events) {
    for (const { id, data } of events) {
      const { orderId, lines } = data as Filled;
      const answer = await orders(orderId).fillBackorder({ fillId: id, lines });
      if (answer.ok) continue;
      // An edit of the order is booked in a moment: the event is redelivered.
      if (answer.code === 'edit-in-progress') throw new Error(answer.detail);
      throw new Undeliverable(answer.detail);
    }
  },
};
