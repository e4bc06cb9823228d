import type {
  LocatedUnits,
  Shortage,
  Units,
} from '@commerce/contracts/inventory/reservation-actor';
import type { Movement, ReservationChange } from './movement.ts';

/** How a reservation ended. Of a committed one, units that have not shipped can be released. */
export type ClosedStatus = 'committed' | 'released' | 'expired';
export type ReservationStatus = 'absent' | 'held' | ClosedStatus;

/** The units of an order, by what became of them. */
export interface OrderUnits {
  /** Reserved: on hand for the order. */
  lines: readonly LocatedUnits[];
  /** Dispatched and not returned. */
  shipped: readonly LocatedUnits[];
  /**
   * Units that left the stock when the order was confirmed, as all did before units left at
   * dispatch; which of them have been dispatched is not known. Null for all later orders.
   */
  leftAtCommit: readonly LocatedUnits[] | null;
}

/** A reservation as it is stored. */
export interface Reservation extends OrderUnits {
  orderId: string;
  status: ReservationStatus;
}

/** All units that an order has now. */
export interface ReservedUnits extends OrderUnits {
  status: ReservationStatus;
  backordered: readonly Units[];
}

/** What a command changes in a reservation; or why nothing changes. */
export type ReservationPlan<Moved extends LocatedUnits = LocatedUnits> =
  | {
      ok: true;
      /** The reservation after it; the same object if nothing changes. */
      after: ReservedUnits;
      cancelledBackorders: Units[];
      /** Units that join the queue of backorders; absent: none. */
      queued?: Units[];
      /** The units that moved, where they are now. */
      moved: Moved[];
      movements: Movement[];
    }
  | ReservationRefusal;

export type ReservationRefusal =
  | {
      ok: false;
      code: 'exceeds-reservation' | 'units-not-shipped' | 'out-of-stock';
      lines: Shortage[];
    }
  | {
      ok: false;
      code: 'reservation-not-found' | 'reservation-not-committed' | 'reservation-closed';
    };

/** The lines with more units than there are, and how many there are. */
export function shortagesOf(
  requested: readonly Units[],
  available: ReadonlyMap<string, number>,
): Shortage[] {
  return requested
    .map(({ sku, quantity }) => ({
      sku,
      requested: quantity,
      available: available.get(sku) ?? 0,
    }))
    .filter((line) => line.requested > line.available);
}

export type ClosingCommand = 'commit' | 'release' | 'expire';

/** The result of a closing command: the status after it, and what happens to the reserved units. */
export type Closing =
  | { ok: true; status: ClosedStatus; change?: ReservationChange }
  | { ok: false; code: 'reservation-not-found' };

/**
 * Decides a hold. A repeat of a hold that succeeded gets the same answer. Once the order was given
 * up, a late hold takes nothing.
 */
export function decideHold(status: ReservationStatus): 'allocate' | 'held' | 'closed' {
  switch (status) {
    case 'absent':
      return 'allocate';
    case 'held':
    case 'committed':
      return 'held';
    case 'released':
    case 'expired':
      return 'closed';
  }
}

/**
 * Decides a closing command. A repeat, or a command that another one has overtaken, answers the
 * present status and moves nothing. A release or expiry of an absent reservation closes it for
 * good (a tombstone); a commit of it is refused with reservation-not-found.
 */
export function decideClosing(status: ReservationStatus, command: ClosingCommand): Closing {
  switch (command) {
    case 'commit':
      return decideCommit(status);
    case 'release':
      return decideRelease(status);
    case 'expire':
      return decideExpire(status);
  }
}

function decideCommit(status: ReservationStatus): Closing {
  switch (status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'held':
      return { ok: true, status: 'committed', change: 'confirm' };
    case 'committed':
    case 'released':
    case 'expired':
      return { ok: true, status };
  }
}

function decideRelease(status: ReservationStatus): Closing {
  switch (status) {
    case 'absent':
      return { ok: true, status: 'released' };
    case 'held':
    case 'committed':
      return { ok: true, status: 'released', change: 'release' };
    case 'released':
    case 'expired':
      return { ok: true, status };
  }
}

function decideExpire(status: ReservationStatus): Closing {
  switch (status) {
    case 'absent':
      return { ok: true, status: 'expired' };
    case 'held':
      return { ok: true, status: 'expired', change: 'expire' };
    case 'committed':
    case 'released':
    case 'expired':
      return { ok: true, status };
  }
}
