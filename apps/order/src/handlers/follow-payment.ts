import type { PaymentEvent } from '@commerce/contracts/payment/payment-events';
import { type AppEventHandler, Undeliverable } from 'dapr-actor-runtime/subscriber';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import type { OrderDeps } from '../deps.ts';
import { changeOf, endedBy } from '../domain/payment-changes.ts';

type Orders = Pick<OrderDeps, 'orders'>;

/**
 * Records in an order what happened to its payment without the order having asked for it; once, by the
 * id of the event. What the order asked for itself needs no turn of its actor.
 */
export const recordPaymentChangeWhenPaymentChanged: AppEventHandler<Orders> = {
  consumer: 'order-payment',
  types: [
    'PaymentCaptured.v1',
    'PaymentRefunded.v1',
    'PaymentRefundFailed.v1',
    'AuthorizationExpired.v1',
    'PaymentDisputed.v1',
  ],
  async handle({ orders }, events) {
    for (const event of events) {
      const change = changeOf(event as unknown as PaymentEvent);
      if (change === undefined) continue;
      const { id: changeId, stream } = event;
      const authorizationId = endedBy(event as unknown as PaymentEvent);
      delivered(await orders(stream).recordPaymentChange({ changeId, change, authorizationId }));
    }
  },
};

/** Goes on with an order whose customer has acted, or did not in time. A repeat changes nothing. */
export const completePaymentWhenCustomerActed: AppEventHandler<Orders> = {
  consumer: 'order-payment-action',
  types: ['PaymentAuthorized.v1', 'PaymentDeclined.v1'],
  async handle({ orders }, events) {
    for (const { stream, data } of events) {
      const { attempt } = data as { attempt: number };
      const answer = await orders(stream).completePayment({});
      delivered(answer);
      // Payment gave no clear answer: the event is redelivered.
      if (answer.ok && answer.order.paymentAction?.attempt === attempt) {
        throw new Error(`order ${stream} still waits for its customer`);
      }
    }
  },
};

function delivered(answer: OrderAnswer): void {
  if (answer.ok) return;
  // An order that is still placed is confirmed in a moment, and payment answers later: the event is redelivered.
  const passes = answer.code === 'order-not-confirmed' || answer.code === 'unavailable';
  if (passes) throw new Error(answer.detail);
  throw new Undeliverable(answer.detail);
}
