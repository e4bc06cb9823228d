import type {
  LocatedUnits,
  Shortage,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import { mergeLines } from './allocation.ts';
import type { ReservationStatus } from './reservation.ts';

/** Releases a part of a reservation, or returns units of a committed order. */
export interface ReleaseCommand {
  kind: 'release' | 'return';
  lines: readonly Units[];
}

/** The units that are reserved for an order now. */
export interface ReservedUnits {
  status: ReservationStatus;
  lines: readonly LocatedUnits[];
  backordered: readonly Units[];
}

/** The units that are released and those that stay reserved; or why nothing changes. */
export type ReleasePlan =
  | {
      ok: true;
      movement: 'release' | 'restock';
      /** Units that go back where they were taken from. */
      released: LocatedUnits[];
      cancelledBackorders: Units[];
      /** The reservation after it. */
      left: LocatedUnits[];
    }
  | { ok: false; code: 'reservation-not-found' | 'reservation-not-committed' }
  | { ok: false; code: 'exceeds-reservation'; lines: Shortage[] };

/**
 * Decides which units of a reservation are released. A release cancels backordered units first,
 * then releases the units that were allocated last; on a closed reservation it moves nothing. A
 * return takes units of a committed order only. Never more than is reserved: exceeds-reservation
 * names the lines.
 */
export function planRelease(reserved: ReservedUnits, { kind, lines }: ReleaseCommand): ReleasePlan {
  switch (reserved.status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'held':
      if (kind === 'return') return { ok: false, code: 'reservation-not-committed' };
      return take(reserved, mergeLines(lines), 'release');
    case 'committed':
      return take(
        kind === 'release' ? reserved : { ...reserved, backordered: [] },
        mergeLines(lines),
        'restock',
      );
    case 'released':
    case 'expired':
      if (kind === 'return')
        return take({ ...reserved, lines: [], backordered: [] }, lines, 'restock');
      return { ok: true, movement: 'release', released: [], cancelledBackorders: [], left: [] };
  }
}

function take(
  { lines: reserved, backordered }: ReservedUnits,
  requested: readonly Units[],
  movement: 'release' | 'restock',
): ReleasePlan {
  const cancellable = new Map(backordered.map(({ sku, quantity }) => [sku, quantity]));
  const releasable = new Map(cancellable);
  for (const { sku, quantity } of reserved) {
    releasable.set(sku, (releasable.get(sku) ?? 0) + quantity);
  }
  const exceeding = requested
    .map(({ sku, quantity }) => ({
      sku,
      requested: quantity,
      available: releasable.get(sku) ?? 0,
    }))
    .filter((line) => line.requested > line.available);
  if (exceeding.length > 0) return { ok: false, code: 'exceeds-reservation', lines: exceeding };

  const cancelledBackorders = requested
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, cancellable.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const cancelled = new Map(cancelledBackorders.map(({ sku, quantity }) => [sku, quantity]));
  const missing = new Map(
    requested.map(({ sku, quantity }) => [sku, quantity - (cancelled.get(sku) ?? 0)]),
  );
  const released: LocatedUnits[] = [];
  const left: LocatedUnits[] = [];
  for (const one of reserved.toReversed()) {
    const back = Math.min(one.quantity, missing.get(one.sku) ?? 0);
    missing.set(one.sku, (missing.get(one.sku) ?? 0) - back);
    if (back > 0) released.push({ ...one, quantity: back });
    if (back < one.quantity) left.unshift({ ...one, quantity: one.quantity - back });
  }
  return { ok: true, movement, released, cancelledBackorders, left };
}
