import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { planRelease } from '../domain/release-plan.ts';
import { changeReservation, type ReservationAnswer } from './change-reservation.ts';

/**
 * Releases the units of cancelled lines, backordered ones first; once per cancellation. Of a closed
 * reservation none move.
 */
export function releaseUnits(
  deps: StockDeps,
  {
    lines,
    commandId,
    ...cancellation
  }: {
    orderId: string;
    commandId: string;
    lines: readonly Units[];
    eventId?: string;
    correlationId: string;
  },
): Promise<ReservationAnswer> {
  const merged = mergeLines(lines);
  const command = {
    ...cancellation,
    commandId: `release:${commandId}`,
    request: { kind: 'release', lines: merged, location: null },
  };
  return changeReservation(deps, command, (reserved, cause) =>
    planRelease(reserved, merged, cause),
  );
}
