import type { Database } from '@commerce/runtime/postgres';
import type { EventHandler } from '@commerce/runtime/subscriber';
import type { OpenWork } from '../provider/open-work.ts';
import { capturePaymentWhenOrderShipped } from './capture-payment-when-order-shipped.ts';
import { voidPaymentWhenOrderEnded } from './void-payment-when-order-ended.ts';

/** What this app does with the events of each topic. */
export function paymentTopics(deps: {
  database: Database;
  openWork: OpenWork;
}): Record<string, EventHandler[]> {
  return {
    orders: [voidPaymentWhenOrderEnded(deps.database), capturePaymentWhenOrderShipped(deps)],
  };
}
