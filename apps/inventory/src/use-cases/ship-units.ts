import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { planShipment } from '../domain/shipment-plan.ts';
import { findLocation } from '../store/locations.ts';
import { changeReservation, type ReservationAnswer } from './change-reservation.ts';

/**
 * Takes dispatched units out of the stock, once per shipment: from the named location, otherwise from
 * where they are allocated. Refused with insufficient-stock, and without an effect, if the named
 * location does not have them.
 */
export async function shipUnits(
  deps: StockDeps,
  {
    shipmentId,
    lines,
    location,
    ...shipment
  }: {
    orderId: string;
    shipmentId: string;
    lines: readonly Units[];
    location?: string | undefined;
    eventId?: string;
    correlationId: string;
  },
): Promise<ReservationAnswer> {
  const merged = mergeLines(lines);
  const command = {
    ...shipment,
    commandId: `ship:${shipmentId}`,
    request: { kind: 'ship', lines: merged, location: location ?? null },
  };
  const from = location && (await findLocation(deps.database, location));
  return changeReservation(deps, command, (reserved, cause) =>
    planShipment(reserved, { lines: merged, location: from }, cause),
  );
}
