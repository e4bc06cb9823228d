import type { Database } from '@commerce/runtime/postgres';
import type { EventHandler } from '@commerce/runtime/subscriber';
import type { FreeUnits } from '../sweeps/free-units.ts';
import { settleReservationWhenOrderEnds } from './settle-reservation-when-order-ends.ts';

/** What is done with the events of each topic. */
export function inventoryTopics(deps: {
  database: Database;
  free: FreeUnits;
}): Record<string, EventHandler[]> {
  return {
    orders: [settleReservationWhenOrderEnds(deps)],
  };
}
