import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { Undeliverable, type AppEventHandler } from 'dapr-actor-runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import { canonicalUnits } from '../domain/located-units.ts';
import { releaseUnits } from '../use-cases/release-units.ts';

type LinesCancelled = Extract<OrderEvent, { type: 'OrderLinesCancelled.v1' }>['data'];

/**
 * Releases the units of cancelled lines. Idempotent by the id of the cancellation, which outlives
 * the inbox, and in any order with the confirmation: reserved units become available.
 */
export const releaseUnitsWhenLinesCancelled: AppEventHandler<InventoryDeps> = {
  consumer: 'reservation-lines',
  types: ['OrderLinesCancelled.v1'],
  async handle(deps, events) {
    for (const { id: eventId, stream: orderId, data, correlationId } of events) {
      const { commandId, lines } = data as LinesCancelled;
      const units = canonicalUnits(lines);
      const cancellation = { orderId, commandId, lines: units, eventId, correlationId };
      const result = await releaseUnits(deps, cancellation);
      if (!result.ok) throw new Undeliverable(`${result.code}: ${commandId} of ${orderId}`);
    }
  },
};
