import type { Database } from '@commerce/runtime/postgres';
import type { EventHandler } from '@commerce/runtime/subscriber';
import { voidPaymentWhenOrderEnded } from './void-payment-when-order-ended.ts';

/** What this app does with the events of each topic. */
export function paymentTopics(database: Database): Record<string, EventHandler[]> {
  return { orders: [voidPaymentWhenOrderEnded(database)] };
}
