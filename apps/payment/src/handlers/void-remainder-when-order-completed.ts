import { Type } from 'typebox';
import { Money } from '@commerce/contracts/money';
import type { OrderEventType } from '@commerce/contracts/order/order-events';
import { compileSchema } from 'dapr-actor-runtime/http';
import { inboxHandler } from 'dapr-actor-runtime/subscriber';
import type { PaymentDeps } from '../deps.ts';
import { voidRemainders } from '../use-cases/void-remainders.ts';

const TYPES: OrderEventType[] = ['OrderShipped.v1', 'OrderLinesCancelled.v1'];

/** The part of the event that this app needs. Only the last event of an order has the total. */
const LastOfOrder = compileSchema(Type.Object({ captureTotal: Money }));

/** Once nothing is left to ship, what is authorized and not captured is released. */
export const voidRemainderWhenOrderCompleted = inboxHandler<PaymentDeps>({
  consumer: 'payment-rest',
  types: TYPES,
  async apply(deps, trx, events) {
    const orders = events.map(({ stream: orderId, data }) =>
      LastOfOrder.validator.Check(data)
        ? { orderId, captureTotal: data.captureTotal }
        : { orderId },
    );
    await voidRemainders(deps, trx, orders);
  },
});
