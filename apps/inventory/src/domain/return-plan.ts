import type {
  Disposition,
  RestockedUnits,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import { mergeLines } from './allocation.ts';
import { takeLast, unitsBySku } from './located-units.ts';
import { movementsOfReturn, type Cause } from './movement.ts';
import { shortagesOf, type ReservationPlan, type ReservedUnits } from './reservation.ts';

/** Units that came back: what becomes of them, and where they go. */
export interface ReturnedUnits extends Units {
  /** Absent: sellable. */
  disposition?: Disposition | undefined;
  /** Absent: where they were taken from. */
  location?: string | undefined;
}

/**
 * Decides what a return of dispatched units puts back, those that were allocated last first. Never
 * more than were dispatched and are not back: exceeds-reservation names the lines, and
 * units-not-shipped those whose dispatch is not known yet.
 */
export function planReturn(
  reserved: ReservedUnits,
  returned: readonly ReturnedUnits[],
  cause: Cause,
): ReservationPlan<RestockedUnits> {
  switch (reserved.status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'held':
      return { ok: false, code: 'reservation-not-committed' };
    case 'committed':
      return takeBack(reserved, returned, cause);
    case 'released':
    case 'expired':
      // What left at the confirmation is back since the release.
      return takeBack({ ...reserved, lines: [], leftAtCommit: null }, returned, cause);
  }
}

function takeBack(
  reserved: ReservedUnits,
  returned: readonly ReturnedUnits[],
  cause: Cause,
): ReservationPlan<RestockedUnits> {
  const requested = mergeLines(returned);
  const gone = [...reserved.shipped, ...(reserved.leftAtCommit ?? [])];
  const exceeding = shortagesOf(requested, unitsBySku(gone));
  if (exceeding.length > 0) {
    const all = unitsBySku([...gone, ...reserved.lines]);
    const isLate = shortagesOf(requested, all).length === 0;
    const code = isLate ? 'units-not-shipped' : 'exceeds-reservation';
    return { ok: false, code, lines: exceeding };
  }
  let { shipped, leftAtCommit } = reserved;
  const moved: RestockedUnits[] = [];
  for (const { sku, quantity, disposition, location } of returned) {
    const wanted = new Map([[sku, quantity]]);
    const known = takeLast(shipped, wanted);
    const early = takeLast(leftAtCommit ?? [], wanted);
    shipped = known.left;
    leftAtCommit = leftAtCommit && early.left;
    for (const one of [...known.taken, ...early.taken]) {
      const back = { ...one, location: location ?? one.location };
      moved.push(
        disposition === undefined || disposition === 'sellable' ? back : { ...back, disposition },
      );
    }
  }
  return {
    ok: true,
    after: { ...reserved, shipped, leftAtCommit },
    cancelledBackorders: [],
    moved,
    movements: movementsOfReturn(moved, cause),
  };
}
