import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { planShippedAnyway } from '../domain/shipment-plan.ts';
import { findLocation } from '../store/locations.ts';
import { changeReservation, type ReservationAnswer } from './change-reservation.ts';

/**
 * Takes units that are no longer reserved for an order out of the stock of a location, once per shipment.
 * Refused with insufficient-stock, and without an effect, if they are not available there.
 */
export async function shipAnyway(
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
    location: string;
    eventId?: string;
    correlationId: string;
  },
): Promise<ReservationAnswer> {
  const merged = mergeLines(lines);
  const command = {
    ...shipment,
    commandId: `ship:${shipmentId}`,
    request: { kind: 'ship-anyway', lines: merged, location },
  };
  const from = await findLocation(deps.database, location);
  return changeReservation(deps, command, (reserved, cause) =>
    planShippedAnyway(reserved, { lines: merged, location: from }, cause),
  );
}
