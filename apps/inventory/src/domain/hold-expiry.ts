import type { ClosingCommand } from './reservation.ts';

/** The order app's answer about an order: its status (absent if there is none), or nothing clear. */
export type OrderLookup = { known: true; status: string } | { known: false };

/**
 * Decides how an expired hold ends. A confirmed order gets its units although its event is late;
 * an order in progress keeps its hold; without a clear answer nothing is done.
 */
export function endOfExpiredHold(order: OrderLookup): ClosingCommand | 'leave' {
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
