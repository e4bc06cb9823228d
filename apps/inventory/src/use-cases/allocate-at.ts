import type {
  AllocateRequest,
  AllocateResult,
} from '@commerce/contracts/inventory/reservation-actor';
import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { planAllocationAt } from '../domain/shipment-plan.ts';
import { changeReservation } from './change-reservation.ts';
import { requireLocations } from './require-locations.ts';

/**
 * Allocates reserved units of an order anew, so that a parcel can leave from a location: once per shipment,
 * and before its payment is captured. What was allocated there leaves the stock with the shipment.
 */
export async function allocateAt(
  deps: StockDeps,
  {
    shipmentId,
    lines,
    location: asked,
    ...shipment
  }: AllocateRequest & { orderId: string; correlationId: string },
): Promise<AllocateResult> {
  const { orderId } = shipment;
  const declared = await requireLocations(deps.database, [asked]);
  const location = declared.get(asked) ?? asked;
  const merged = mergeLines(lines);
  const command = {
    ...shipment,
    commandId: `allocate:${shipmentId}`,
    request: { kind: 'allocate', lines: merged, location },
  };
  const result = await changeReservation(deps, command, (reserved, cause) =>
    planAllocationAt(reserved, { lines: merged, location }, cause),
  );
  if (result.ok) return { allocations: result.answer.moved };
  switch (result.code) {
    case 'insufficient-stock':
      throw problem(result.code, `${location} has fewer available units than are to leave it.`);
    case 'reservation-not-found':
      throw problem(result.code, `Nothing is held for ${orderId}.`);
    case 'exceeds-reservation':
      throw problem(result.code, `${orderId} has fewer units to ship.`, { lines: result.lines });
    case 'idempotency-key-reused':
      throw httpProblem(result.code, 'This shipment id was used for another request.');
    case 'out-of-stock':
    case 'extension-withdrawn':
    case 'reservation-closed':
    case 'reservation-not-committed':
    case 'return-withdrawn':
    case 'units-not-shipped':
      throw new Error(`the units of ${orderId} cannot leave from ${location}: ${result.code}`);
  }
}
