import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { AppEventHandler } from '@commerce/runtime/subscriber';
import type { OrderDeps } from '../deps.ts';
import { unitsBySku } from '../domain/order-lines.ts';

type LinesCancelled = Extract<OrderEvent, { type: 'OrderLinesCancelled.v1' }>['data'];

/** Gives the units of cancelled lines back to the stock; once, by the id of the cancellation. */
export const releaseStockWhenLinesCancelled: AppEventHandler<Pick<OrderDeps, 'reservations'>> = {
  consumer: 'order-release',
  types: ['OrderLinesCancelled.v1'],
  async handle({ reservations }, events) {
    for (const { stream, data } of events) {
      const { commandId, lines } = data as LinesCancelled;
      await reservations(stream).release({ commandId, lines: unitsBySku(lines) });
    }
  },
};
