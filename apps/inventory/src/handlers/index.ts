import type { EventHandler } from '@commerce/runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import { releaseUnitsWhenLinesCancelled } from './release-units-when-lines-cancelled.ts';
import { settleReservationWhenOrderEnds } from './settle-reservation-when-order-ends.ts';

/** The handlers of each topic. */
export function inventoryTopics(deps: InventoryDeps): Record<string, EventHandler[]> {
  return {
    orders: [settleReservationWhenOrderEnds(deps), releaseUnitsWhenLinesCancelled(deps)],
  };
}
