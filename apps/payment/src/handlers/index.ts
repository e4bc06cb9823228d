import type { EventHandler } from '@commerce/runtime/subscriber';
import type { PaymentDeps } from '../deps.ts';
import { capturePaymentWhenOrderShipped } from './capture-payment-when-order-shipped.ts';
import { voidPaymentWhenOrderEnded } from './void-payment-when-order-ended.ts';
import { voidRemainderWhenOrderCompleted } from './void-remainder-when-order-completed.ts';

/** The handlers of each topic. */
export function paymentTopics(
  deps: Pick<PaymentDeps, 'database' | 'pendingOperations'>,
): Record<string, EventHandler[]> {
  return {
    // The captures come first: the last one may complete the total, and then the remainder is
    // voided.
    orders: [
      voidPaymentWhenOrderEnded(deps),
      capturePaymentWhenOrderShipped(deps),
      voidRemainderWhenOrderCompleted(deps),
    ],
  };
}
