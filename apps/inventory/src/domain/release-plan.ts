import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import { mergeLines } from './allocation.ts';
import { takeLast, unitsBySku } from './located-units.ts';
import { movementsOf, type Cause } from './movement.ts';
import { shortagesOf, type ReservationPlan, type ReservedUnits } from './reservation.ts';

/**
 * Decides which units of a reservation are released: backordered units first, then those that were
 * allocated last. Never more than have not shipped: exceeds-reservation names the lines. On a closed
 * reservation nothing moves.
 */
export function planRelease(
  reserved: ReservedUnits,
  lines: readonly Units[],
  cause: Cause,
): ReservationPlan {
  switch (reserved.status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'held':
    case 'committed':
      return release(reserved, mergeLines(lines), cause);
    case 'released':
    case 'expired':
      return { ok: true, after: reserved, cancelledBackorders: [], moved: [], movements: [] };
  }
}

function release(
  reserved: ReservedUnits,
  requested: readonly Units[],
  cause: Cause,
): ReservationPlan {
  const { backordered, lines, leftAtCommit } = reserved;
  const releasable = unitsBySku([...backordered, ...lines, ...(leftAtCommit ?? [])]);
  const exceeding = shortagesOf(requested, releasable);
  if (exceeding.length > 0) return { ok: false, code: 'exceeds-reservation', lines: exceeding };

  const queued = unitsBySku(backordered);
  const cancelledBackorders = requested
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, queued.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const wanted = unitsBySku(requested);
  for (const { sku, quantity } of cancelledBackorders) {
    wanted.set(sku, (wanted.get(sku) ?? 0) - quantity);
  }
  const released = takeLast(lines, wanted);
  // Units that left the stock at the confirmation and are cancelled now were not dispatched.
  const comingBack = takeLast(leftAtCommit ?? [], wanted);
  return {
    ok: true,
    after: {
      ...reserved,
      lines: released.left,
      leftAtCommit: leftAtCommit && comingBack.left,
    },
    cancelledBackorders,
    moved: [...released.taken, ...comingBack.taken],
    movements: [
      ...movementsOf('release', released.taken, cause),
      ...movementsOf('return', comingBack.taken, cause),
    ],
  };
}
