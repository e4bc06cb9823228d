import type { ReservationMethods } from '@commerce/contracts/inventory/reservation-actor';
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { EventHandler } from '@commerce/runtime/subscriber';
import { unitsBySku } from '../domain/order-lines.ts';

type LinesCancelled = Extract<OrderEvent, { type: 'OrderLinesCancelled.v1' }>['data'];

/** Gives the units of cancelled lines back to the stock; once, by the id of the cancellation. */
export function releaseStockWhenLinesCancelled(
  reservations: (id: string) => Pick<ReservationMethods, 'release'>,
): EventHandler {
  return {
    consumer: 'order-release',
    types: ['OrderLinesCancelled.v1'],
    async handle(events) {
      for (const { stream, data } of events) {
        const { commandId, lines } = data as LinesCancelled;
        await reservations(stream).release({ commandId, lines: unitsBySku(lines) });
      }
    },
  };
}
