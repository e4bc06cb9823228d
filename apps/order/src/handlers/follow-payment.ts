import {
  paymentEvents,
  type PaymentEvent,
  type PaymentEventType,
} from '@commerce/contracts/payment/payment-events';
import { compileSchema } from 'dapr-actor-runtime/http';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
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
      const told = readable(event);
      const change = changeOf(told);
      if (change === undefined) continue;
      const { id: changeId, stream } = event;
      const authorizationId = endedBy(told);
      delivered(await orders(stream).recordPaymentChange({ changeId, change, authorizationId }));
    }
  },
};

/** Goes on with an order whose customer has acted, or did not in time. A repeat changes nothing. */
export const completePaymentWhenCustomerActed: AppEventHandler<Orders> = {
  consumer: 'order-payment-action',
  types: ['PaymentAuthorized.v1', 'PaymentDeclined.v1'],
  async handle({ orders }, events) {
    for (const event of events) {
      const { stream } = event;
      const { data } = readable(event);
      const attempt = 'attempt' in data ? data.attempt : undefined;
      const answer = await orders(stream).completePayment({});
      delivered(answer);
      // Payment gave no clear answer: the event is redelivered.
      const waitsFor = answer.ok ? answer.order.paymentAction?.attempt : undefined;
      if (waitsFor !== undefined && waitsFor === attempt) {
        throw new Error(`order ${stream} still waits for its customer`);
      }
    }
  },
};

const schemas = new Map(
  Object.entries(paymentEvents).map(([type, schema]) => [type, compileSchema(schema)]),
);

/** The event, if it is as its contract says; another one would be recorded as something that it is not. */
function readable({ type, data }: StreamEvent): PaymentEvent {
  if (schemas.get(type)?.validator.Check(data) !== true) {
    throw new Undeliverable(`${type} is not as its contract says`);
  }
  return { type: type as PaymentEventType, data } as PaymentEvent;
}

function delivered(answer: OrderAnswer): void {
  if (answer.ok) return;
  // An order that is still placed is confirmed in a moment, and payment answers later: the event is redelivered.
  const passes = answer.code === 'order-not-confirmed' || answer.code === 'unavailable';
  if (passes) throw new Error(answer.detail);
  throw new Undeliverable(answer.detail);
}
