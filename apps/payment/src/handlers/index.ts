import type { Database } from '@commerce/runtime/postgres';
import type { EventHandler } from '@commerce/runtime/subscriber';
import type { OpenWork } from '../provider/open-work.ts';
import { capturePaymentWhenOrderShipped } from './capture-payment-when-order-shipped.ts';
import { voidPaymentWhenOrderEnded } from './void-payment-when-order-ended.ts';
import { voidRestWhenNothingIsLeftToShip } from './void-rest-when-nothing-is-left-to-ship.ts';

/** What this app does with the events of each topic. */
export function paymentTopics(deps: {
  database: Database;
  openWork: OpenWork;
}): Record<string, EventHandler[]> {
  return {
    orders: [
      voidPaymentWhenOrderEnded(deps.database),
      capturePaymentWhenOrderShipped(deps),
      voidRestWhenNothingIsLeftToShip(deps),
    ],
  };
}
