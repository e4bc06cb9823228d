import type { ClosingCommand } from './reservation.ts';

/** What the order app says of an order: its status, absent if there is none, or nothing clear. */
export type OrderStanding = { known: true; status: string } | { known: false };

/**
 * What ends a hold whose time is over: a confirmed order gets its units although its event is late;
 * one that is on its way is left to its own process; nothing is done while nothing is known.
 */
export function endOfExpiredHold(order: OrderStanding): ClosingCommand | 'leave' {
  if (!order.known) return 'leave';
  switch (order.status) {
    case 'confirmed':
    case 'partially-shipped':
    case 'shipped':
    case 'delivered':
    case 'partially-returned':
    case 'returned':
      return 'commit';
    case 'rejected':
    case 'cancelled':
    case 'absent':
      return 'expire';
    default:
      return 'leave';
  }
}
