import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { type AppEventHandler, Undeliverable } from 'dapr-actor-runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import { canonicalUnits } from '../domain/located-units.ts';
import { restockReturn } from '../use-cases/restock-return.ts';
import { shipAnyway } from '../use-cases/ship-anyway.ts';

type ShippedAnyway = Extract<OrderEvent, { type: 'OrderShippedAnyway.v1' }>['data'];
type Settled = Extract<OrderEvent, { type: 'OrderShippedAnywaySettled.v1' }>['data'];

/**
 * Takes cancelled units that left anyway off the shelf; idempotent by the id of the shipment. While other
 * orders have reserved all of them, or the release of the order is still to come, the event is redelivered.
 */
export const shipUnitsWhenOrderShippedAnyway: AppEventHandler<InventoryDeps> = {
  consumer: 'reservation-shipped-anyway',
  types: ['OrderShippedAnyway.v1'],
  async handle(deps, events) {
    for (const { id: eventId, stream: orderId, data, correlationId } of events) {
      const { shipmentId, lines, location } = data as ShippedAnyway;
      const units = canonicalUnits(lines);
      const parcel = { orderId, shipmentId, lines: units, location, eventId, correlationId };
      const result = await shipAnyway(deps, parcel);
      if (result.ok) continue;
      const reason = `${result.code}: ${shipmentId} of ${orderId}`;
      if (result.code === 'idempotency-key-reused') throw new Undeliverable(reason);
      throw new Error(reason);
    }
  },
};

/** Puts units of such a parcel back where they left from, once a person has them. */
export const restockUnitsWhenShippedAnywaySettled: AppEventHandler<InventoryDeps> = {
  consumer: 'reservation-shipped-anyway-settled',
  types: ['OrderShippedAnywaySettled.v1'],
  async handle(deps, events) {
    for (const { stream: orderId, data, correlationId } of events) {
      const { shipmentId, lines, location, outcome } = data as Settled;
      if (outcome === 'written-off') continue;
      const returned = { returnId: shipmentId, lines: canonicalUnits(lines), location };
      await restockReturn(deps, { orderId, correlationId, ...returned });
    }
  },
};
