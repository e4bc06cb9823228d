import type { Database } from '@commerce/runtime/postgres';
import type { EventHandler } from '@commerce/runtime/subscriber';
import { settleReservationWhenOrderEnds } from './settle-reservation-when-order-ends.ts';

/** What is done with the events of each topic. */
export function inventoryTopics(database: Database): Record<string, EventHandler[]> {
  return {
    orders: [settleReservationWhenOrderEnds(database)],
  };
}
