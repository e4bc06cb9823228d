import { Type } from 'typebox';
import { Money } from '@commerce/contracts/money';
import type { OrderEventType } from '@commerce/contracts/order/order-events';
import { OperationId } from '@commerce/contracts/payment/payment-api';
import { compileSchema } from 'dapr-actor-runtime/http';
import { inboxHandler, Undeliverable } from 'dapr-actor-runtime/subscriber';
import type { PaymentDeps } from '../deps.ts';
import { captureShipments } from '../use-cases/capture-payment.ts';

const TYPES: OrderEventType[] = ['OrderShipped.v1'];

/** The part of the event that this app needs. */
const Shipped = compileSchema(Type.Object({ shipmentId: OperationId, captureAmount: Money }));

/** Each shipment captures its part of the authorization. */
export const capturePaymentWhenOrderShipped = inboxHandler<PaymentDeps>({
  consumer: 'payment',
  types: TYPES,
  async apply(deps, trx, events) {
    const shipments = events.map(({ stream: orderId, data }) => {
      if (!Shipped.validator.Check(data)) {
        throw new Undeliverable('OrderShipped.v1 without a shipmentId and captureAmount');
      }
      return { orderId, shipmentId: data.shipmentId, captureAmount: data.captureAmount };
    });
    await captureShipments(deps, trx, shipments);
  },
});
