import type { OrderEventType } from '@commerce/contracts/order/order-events';
import { inboxHandler } from 'dapr-actor-runtime/subscriber';
import type { PaymentDeps } from '../deps.ts';
import { voidEndedOrders } from '../use-cases/void-payment.ts';

const TYPES: OrderEventType[] = ['OrderRejected.v1', 'OrderCancelled.v1'];

/** An order that ended without a sale keeps no money, even if its own compensation failed. */
export const voidPaymentWhenOrderEnded = inboxHandler<PaymentDeps>({
  consumer: 'payment',
  types: TYPES,
  async apply(deps, trx, events) {
    const orderIds = events.map(({ stream }) => stream);
    await voidEndedOrders(deps, trx, orderIds);
  },
});
