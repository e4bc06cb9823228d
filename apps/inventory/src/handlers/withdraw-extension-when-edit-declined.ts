import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { Undeliverable, type AppEventHandler } from 'dapr-actor-runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import { withdrawExtension } from '../use-cases/extend-reservation.ts';

type EditDeclined = Extract<OrderEvent, { type: 'OrderEditDeclined.v1' }>['data'];

/**
 * Releases the units that were held for an edit that was not booked. Idempotent by the id of the edit, which
 * outlives the inbox; a hold of the edit that comes later gets nothing.
 */
export const withdrawExtensionWhenEditDeclined: AppEventHandler<InventoryDeps> = {
  consumer: 'reservation-edits',
  types: ['OrderEditDeclined.v1'],
  async handle(deps, events) {
    for (const { id: eventId, stream: orderId, data, correlationId } of events) {
      const { editId } = data as EditDeclined;
      const result = await withdrawExtension(deps, { orderId, editId, eventId, correlationId });
      if (!result.ok) throw new Undeliverable(`${result.code}: ${editId} of ${orderId}`);
    }
  },
};
