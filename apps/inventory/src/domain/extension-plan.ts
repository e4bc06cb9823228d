import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import type { Allocate, AvailableStock } from './allocation.ts';
import { planHolds } from './hold-plan.ts';
import { withUnits } from './located-units.ts';
import { movementsOf, type Cause } from './movement.ts';
import type { ReservationPlan, ReservedUnits } from './reservation.ts';

/** The stock of the products, and the units of them that earlier orders have backordered. */
export interface Offered {
  stock: readonly AvailableStock[];
  backordered: readonly Units[];
}

/**
 * Decides which units an edit adds to a reservation: all of them or none, except that the policy `backorder`
 * takes what is available and backorders the rest. The units are held or committed like those of the order.
 * Rejects with out-of-stock and its lines, reservation-not-found or reservation-closed.
 */
export function planExtension(
  reserved: ReservedUnits,
  { lines, policy }: { lines: readonly Units[]; policy: FulfilmentPolicy },
  { offered, allocate, cause }: { offered: Offered; allocate: Allocate; cause: Cause },
): ReservationPlan {
  switch (reserved.status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'released':
    case 'expired':
      return { ok: false, code: 'reservation-closed' };
    case 'held':
    case 'committed':
      break;
  }
  const whole = policy === 'backorder' ? policy : 'all';
  const [plan] = planHolds([{ lines, policy: whole }], offered, allocate);
  if (plan === undefined) throw new Error('a hold without a plan');
  if (plan.outcome === 'short') return { ok: false, code: 'out-of-stock', lines: plan.lines };
  const { allocations, backordered } = plan;
  return {
    ok: true,
    after: {
      ...reserved,
      lines: withUnits(reserved.lines, allocations),
      backordered: [...reserved.backordered, ...backordered],
    },
    cancelledBackorders: [],
    queued: backordered,
    moved: allocations,
    movements: [
      ...movementsOf('reserve', allocations, cause),
      ...(reserved.status === 'committed' ? movementsOf('confirm', allocations, cause) : []),
    ],
  };
}
