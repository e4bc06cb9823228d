import type { LocatedUnits, Units } from '@commerce/contracts/inventory/reservation-actor';
import { mergeLines } from './allocation.ts';
import { takeFirst, unitsBySku, withUnits } from './located-units.ts';
import { movementsOf, type Cause } from './movement.ts';
import { shortagesOf, type ReservationPlan, type ReservedUnits } from './reservation.ts';

/** Units that were dispatched together. */
export interface Shipment {
  lines: readonly Units[];
  /** Where they left from, if it is known; otherwise from where they are allocated. */
  location?: string | undefined;
}

/**
 * Decides which reserved units a dispatch takes: those at its location first, otherwise those that
 * were allocated first. Units that are allocated elsewhere leave the named location all the same: they
 * are allocated anew. A dispatch confirms an order whose confirmation is late.
 *
 * Of an order that was confirmed when units still left the stock at the confirmation, reserved units
 * (they were backordered then) ship first, and all others change no count: they have left.
 */
export function planShipment(
  reserved: ReservedUnits,
  shipment: Shipment,
  cause: Cause,
): ReservationPlan {
  switch (reserved.status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'held':
    case 'committed':
      return dispatch(reserved, shipment, cause);
    case 'released':
    case 'expired':
      return { ok: false, code: 'reservation-closed' };
  }
}

function dispatch(
  reserved: ReservedUnits,
  { lines, location }: Shipment,
  cause: Cause,
): ReservationPlan {
  const requested = mergeLines(lines);
  const refusal = refuseExcess(reserved, requested);
  if (refusal !== undefined) return refusal;
  const wanted = unitsBySku(requested);
  const { here, elsewhere, moved } = takeAt(reserved.lines, wanted, location);
  const left = takeFirst(reserved.leftAtCommit ?? [], wanted);
  const shipped = withUnits(here.taken, moved);
  const isLate = reserved.status === 'held';
  return {
    ok: true,
    after: {
      ...reserved,
      status: 'committed',
      lines: inOrderOf(reserved.lines, [...here.left, ...elsewhere.left]),
      shipped: withUnits(reserved.shipped, [...shipped, ...left.taken]),
      leftAtCommit: reserved.leftAtCommit && left.left,
    },
    cancelledBackorders: [],
    moved: shipped,
    movements: [
      ...(isLate ? movementsOf('confirm', reserved.lines, cause) : []),
      ...movementsOf('release', elsewhere.taken, cause),
      ...movementsOf('reserve', moved, cause),
      ...movementsOf('ship', shipped, cause),
    ],
  };
}

/**
 * Decides which reserved units are allocated anew, so that they can leave from a location: as many as are
 * allocated elsewhere and not there already.
 */
export function planAllocationAt(
  reserved: ReservedUnits,
  { lines, location }: { lines: readonly Units[]; location: string },
  cause: Cause,
): ReservationPlan {
  if (reserved.status === 'absent') return { ok: false, code: 'reservation-not-found' };
  const requested = mergeLines(lines);
  const refusal = refuseExcess(reserved, requested);
  if (refusal !== undefined) return refusal;
  const { here, elsewhere, moved } = takeAt(reserved.lines, unitsBySku(requested), location);
  const kept = withUnits(here.taken, [...here.left, ...elsewhere.left]);
  const after = withUnits(inOrderOf(reserved.lines, kept), moved);
  return {
    ok: true,
    after: moved.length === 0 ? reserved : { ...reserved, lines: after },
    cancelledBackorders: [],
    moved: [...after],
    movements: [
      ...movementsOf('release', elsewhere.taken, cause),
      ...movementsOf('reserve', moved, cause),
    ],
  };
}

// Of an older order some units may have left the stock at its commit.
function refuseExcess(
  { lines, leftAtCommit }: ReservedUnits,
  requested: readonly Units[],
): ReservationPlan | undefined {
  const exceeding = shortagesOf(requested, unitsBySku(lines));
  return exceeding.length > 0 && leftAtCommit === null
    ? { ok: false, code: 'exceeds-reservation', lines: exceeding }
    : undefined;
}

/** Takes wanted units at a location first (without one: anywhere), then elsewhere; those move there. */
function takeAt(
  rows: readonly LocatedUnits[],
  wanted: ReturnType<typeof unitsBySku>,
  location: string | undefined,
) {
  const isHere = (row: LocatedUnits) => location === undefined || row.location === location;
  const here = takeFirst(rows.filter(isHere), wanted);
  const elsewhere = takeFirst(
    rows.filter((row) => !isHere(row)),
    wanted,
  );
  const moved = elsewhere.taken.map((row) => ({ ...row, location: location ?? row.location }));
  return { here, elsewhere, moved };
}

/**
 * Decides a dispatch of units that had been released: they leave their location although nothing reserves
 * them there, and are dispatched units of the order, so that they can come back.
 */
export function planShippedAnyway(
  reserved: ReservedUnits,
  { lines, location }: { lines: readonly Units[]; location: string },
  cause: Cause,
): ReservationPlan {
  if (reserved.status === 'absent') return { ok: false, code: 'reservation-not-found' };
  const moved = mergeLines(lines).map((row) => ({ ...row, location }));
  return {
    ok: true,
    after: { ...reserved, shipped: withUnits(reserved.shipped, moved) },
    cancelledBackorders: [],
    moved,
    movements: movementsOf('ship-unreserved', moved, cause),
  };
}

/** The rows in the order that their products and locations have in the reservation. */
function inOrderOf(
  order: readonly LocatedUnits[],
  rows: readonly LocatedUnits[],
): readonly LocatedUnits[] {
  const place = new Map(order.map(({ sku, location }, n) => [`${sku}/${location}`, n]));
  const placeOf = ({ sku, location }: LocatedUnits) => place.get(`${sku}/${location}`) ?? 0;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}
