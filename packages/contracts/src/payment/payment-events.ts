import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';
import { DisputeState, RefundKind } from './payment-api.ts';

/** The topic of the payment app's events. */
export const PAYMENTS_TOPIC = 'payments';

/** The sums of a payment after the event. `disputed`: withheld by open and lost disputes. */
export const PaymentTotals = Type.Object({
  authorized: Money,
  captured: Money,
  refunded: Money,
  disputed: Money,
});
export type PaymentTotals = Static<typeof PaymentTotals>;

const totals = PaymentTotals;
const amount = Money;
const attempt = Type.Integer({ minimum: 1 });
const reason = Type.String();
/** The movement was made at the provider and not by us. */
const foreign = Type.Optional(Type.Literal(true));

/**
 * The events of the payment app, all of them public. The stream is the order id. An order learns the
 * outcome of an authorization that it waits for from the answer of the call; the events tell what
 * happened later, or at the provider.
 */
export const publicPaymentEvents = {
  /** Money is held that the answer of a call had not told: the customer has acted, or paid again. */
  'PaymentAuthorized.v1': Type.Object({
    attempt,
    authorizationId: Type.String(),
    amount,
    expiresAt: Type.Optional(Type.String()),
    totals,
  }),
  /** The customer did not do what the provider required, or not in time. */
  'PaymentDeclined.v1': Type.Object({ attempt, reason, totals }),
  'PaymentCaptured.v1': Type.Object({ captureId: Type.String(), amount, foreign, totals }),
  /** No money moved for the capture. */
  'PaymentCaptureRefused.v1': Type.Object({ captureId: Type.String(), amount, reason, totals }),
  /** What was not captured is released, as we asked. */
  'PaymentVoided.v1': Type.Object({ totals }),
  /** What was not captured is released although nobody here asked: expired, or voided there. */
  'AuthorizationExpired.v1': Type.Object({
    reason,
    /** The one that ended; absent in older events. */
    authorizationId: Type.Optional(Type.String()),
    totals,
  }),
  'PaymentRefunded.v1': Type.Object({
    refundId: Type.String(),
    amount,
    kind: Type.Optional(RefundKind),
    foreign,
    totals,
  }),
  /** A refund that was done did not reach the customer: the money is ours again. */
  'PaymentRefundFailed.v1': Type.Object({ refundId: Type.String(), amount, reason, totals }),
  'PaymentDisputed.v1': Type.Object({
    disputeId: Type.String(),
    amount,
    state: DisputeState,
    totals,
  }),
};

export const paymentEvents = publicPaymentEvents;

export type PaymentEventType = keyof typeof paymentEvents;
export type PaymentEvent = {
  [T in PaymentEventType]: { type: T; data: Static<(typeof paymentEvents)[T]> };
}[PaymentEventType];
