import type { OrderEventType } from '@commerce/contracts/order/order-events';
import { inboxHandler, type EventHandler } from '@commerce/runtime/subscriber';
import type { PaymentDeps } from '../deps.ts';
import { voidEndedOrders } from '../use-cases/void-payment.ts';

const TYPES: OrderEventType[] = ['OrderRejected.v1', 'OrderCancelled.v1'];

/** An order that ended without a sale keeps no money, even if its own compensation failed. */
export function voidPaymentWhenOrderEnded({
  database,
}: Pick<PaymentDeps, 'database'>): EventHandler {
  return inboxHandler({
    consumer: 'payment',
    types: TYPES,
    database,
    apply: (trx, events) =>
      voidEndedOrders(
        trx,
        events.map(({ stream }) => stream),
      ),
  });
}
