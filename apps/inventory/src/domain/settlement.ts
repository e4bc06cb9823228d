import type { Allocation } from './allocation.ts';
import { movementsOf, type Movement } from './movement.ts';
import {
  decideClosing,
  type Closing,
  type ClosedStatus,
  type ClosingCommand,
  type ReservationStatus,
} from './reservation.ts';

/** A reservation as it is kept. */
export interface Reservation {
  orderId: string;
  status: ReservationStatus;
  lines: Allocation[];
}

/** A closing command for one order, with what caused it. */
export interface Settlement {
  orderId: string;
  command: ClosingCommand;
  correlationId: string;
  /** The event that asks for it, if one does. */
  eventId?: string;
}

/** What a batch of closing commands changes, and what each order's last command is answered. */
export interface SettlementPlan {
  closed: { orderId: string; status: ClosedStatus }[];
  movements: Movement[];
  answers: Map<string, Closing>;
}

/**
 * Decides commands one after another, each on what the ones before it made true. `reservations`
 * are those that exist; a command for another order is decided as for an absent reservation.
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
    if (closing.movement !== undefined) {
      movements.push(...movementsOf(closing.movement, reservation?.lines ?? [], settlement));
    }
  }
  return {
    closed: Array.from(closed, ([orderId, status]) => ({ orderId, status })),
    movements,
    answers,
  };
}

/**
 * The status that closes each order that has no reservation yet: what the first command for it that
 * is not refused would make of an absent one.
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
