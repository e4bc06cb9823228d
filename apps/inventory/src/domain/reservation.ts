import type { LocatedUnits } from '@commerce/contracts/inventory/reservation-actor';
import type { ReservationMovement } from './movement.ts';

/** How a reservation ended. A committed one can still be released: its units come back. */
export type ClosedStatus = 'committed' | 'released' | 'expired';
export type ReservationStatus = 'absent' | 'held' | ClosedStatus;

/** A reservation as it is stored. */
export interface Reservation {
  orderId: string;
  status: ReservationStatus;
  lines: LocatedUnits[];
}

export type ClosingCommand = 'commit' | 'release' | 'expire';

/** The result of a closing command: the status after it, and the movement it causes. */
export type Closing =
  | { ok: true; status: ClosedStatus; movement?: ReservationMovement }
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
      return { ok: true, status: 'committed', movement: 'commit' };
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
      return { ok: true, status: 'released', movement: 'release' };
    case 'committed':
      return { ok: true, status: 'released', movement: 'restock' };
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
      return { ok: true, status: 'expired', movement: 'expire' };
    case 'committed':
    case 'released':
    case 'expired':
      return { ok: true, status };
  }
}
