import type { ReservationMovement } from './movement.ts';

/** How a reservation ended. A committed one can still be released: its units come back. */
export type ClosedStatus = 'committed' | 'released' | 'expired';
export type ReservationStatus = 'absent' | 'held' | ClosedStatus;

export type ClosingCommand = 'commit' | 'release' | 'expire';

/** What a closing command leads to: the status that is true after it, and what moves for it. */
export type Closing =
  | { ok: true; status: ClosedStatus; movement?: ReservationMovement }
  | { ok: false; code: 'reservation-not-found' };

/**
 * What a hold leads to. A repeat of a hold that succeeded answers so again; after the order was
 * given up nothing is held any more, however late the hold comes.
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
 * What a closing command leads to. A repeat, or a command that another one has overtaken, answers
 * what is true already and moves nothing. A release or expiry of what never existed closes it for
 * ever; a commit of it is refused with reservation-not-found.
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
