import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { Undeliverable, type AppEventHandler } from 'dapr-actor-runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import { canonicalUnits } from '../domain/located-units.ts';
import { shipUnits } from '../use-cases/ship-units.ts';

type Shipped = Extract<OrderEvent, { type: 'OrderShipped.v1' }>['data'];

/**
 * Takes dispatched units out of the stock. Idempotent by the id of the shipment, which outlives the
 * inbox, and in any order with the confirmation, with cancellations of lines and other shipments.
 */
export const shipUnitsWhenOrderShipped: AppEventHandler<InventoryDeps> = {
  consumer: 'reservation-shipments',
  types: ['OrderShipped.v1'],
  async handle(deps, events) {
    for (const { id: eventId, stream: orderId, data, correlationId } of events) {
      const { shipmentId, lines, location } = data as Shipped;
      const units = canonicalUnits(lines);
      const shipment = { orderId, shipmentId, lines: units, location, eventId, correlationId };
      const result = await shipUnits(deps, shipment);
      if (!result.ok) throw new Undeliverable(`${result.code}: ${shipmentId} of ${orderId}`);
    }
  },
};
