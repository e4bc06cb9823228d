import { movementsOf, type Movement } from './movement.ts';
import {
  decideClosing,
  type ClosedStatus,
  type Closing,
  type ClosingCommand,
  type Reservation,
} from './reservation.ts';

/** A closing command for one order, with its cause. */
export interface Settlement {
  orderId: string;
  command: ClosingCommand;
  correlationId: string;
  /** The event that caused it, if there is one. */
  eventId?: string;
}

/** What a batch of closing commands changes, and the answer to each order's last command. */
export interface SettlementPlan {
  closed: { orderId: string; status: ClosedStatus }[];
  movements: Movement[];
  answers: Map<string, Closing>;
}

/**
 * Decides commands one after another, each on the result of the ones before it. `reservations` are
 * the existing ones; a command for another order is decided as for an absent reservation.
 */
export function planSettlement(
  reservations: readonly Reservation[],
  settlements: readonly Settlement[],
): SettlementPlan {
  const known = new Map(reservations.map((one) => [one.orderId, one]));
  const closed = new Map<string, ClosedStatus>();
  const answers = new Map<string, Closing>();
  const movements: Movement[] = [];
  for (const settlement of settlements) {
    const { orderId, command } = settlement;
    const reservation = known.get(orderId);
    const status = closed.get(orderId) ?? reservation?.status ?? 'absent';
    const closing = decideClosing(status, command);
    answers.set(orderId, closing);
    if (!closing.ok || closing.status === status) continue;
    closed.set(orderId, closing.status);
    if (closing.change === undefined || reservation === undefined) continue;
    movements.push(...movementsOf(closing.change, reservation.lines, settlement));
    // An order that is given up as a whole was never dispatched: what left early comes back.
    if (closing.change === 'release') {
      movements.push(...movementsOf('return', reservation.leftAtCommit ?? [], settlement));
    }
  }
  return {
    closed: Array.from(closed, ([orderId, status]) => ({ orderId, status })),
    movements,
    answers,
  };
}

/**
 * The status that closes each order without a reservation: the result of the first command for it
 * that is not refused on an absent reservation.
 */
export function tombstonesOf(
  settlements: readonly Settlement[],
): { orderId: string; status: ClosedStatus }[] {
  const tombstones = new Map<string, ClosedStatus>();
  for (const { orderId, command } of settlements) {
    const closing = decideClosing('absent', command);
    if (closing.ok && !tombstones.has(orderId)) tombstones.set(orderId, closing.status);
  }
  return Array.from(tombstones, ([orderId, status]) => ({ orderId, status }));
}
