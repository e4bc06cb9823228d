import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';
import { DisputeState, MAX_PAYMENT_ATTEMPTS, PaymentAction } from '../payment/payment-api.ts';
import { text } from '../text.ts';
import { FulfilmentStatus, OrderStanding } from './order-standing.ts';

/** What the customer has to do before a placed order can be confirmed, such as 3-D Secure. */
export const NeededAction = Type.Object({
  /** Which card of the order it is about, from 1. */
  attempt: Type.Integer({ minimum: 1, maximum: MAX_PAYMENT_ATTEMPTS }),
  /** What to do; for the customer only, and absent once the customer is erased. */
  action: Type.Optional(PaymentAction),
  /** The order ends as `payment-declined` if it is not done by then. */
  expiresAt: Type.String(),
});
export type NeededAction = Static<typeof NeededAction>;

/**
 * POST /orders/{id}/payment: a card for an order that waits for its customer, or whose money is no longer held.
 * Without `payment`, the card of the order again.
 */
export const TryPayment = Type.Object(
  {
    payment: Type.Optional(
      Type.Object({ token: text({ maxLength: 200 }) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);

/** What happened to the payment of a confirmed order that the order itself did not ask for. */
export const PaymentChangeKind = Type.Union([
  /** By hand, at the provider. */
  Type.Literal('captured-at-provider'),
  Type.Literal('refunded-at-provider'),
  /** A refund that was done did not reach the customer. */
  Type.Literal('refund-failed'),
  /** What was not captured is no longer held: expired, or voided at the provider. */
  Type.Literal('authorization-ended'),
  Type.Literal('dispute-opened'),
  Type.Literal('dispute-won'),
  Type.Literal('dispute-lost'),
]);
export type PaymentChangeKind = Static<typeof PaymentChangeKind>;

/** A change of the payment of an order. */
export const PaymentChange = Type.Object({
  kind: PaymentChangeKind,
  /** The id of the capture, refund or dispute; absent if it is about the authorization. */
  operationId: Type.Optional(Type.String()),
  /** Absent if it is about the authorization. */
  amount: Type.Optional(Money),
  reason: Type.Optional(Type.String()),
  changedAt: Type.String(),
});
export type PaymentChange = Static<typeof PaymentChange>;

/** A dispute of a charge of the order, as far as it is now. */
export const OrderDispute = Type.Object({
  disputeId: Type.String(),
  amount: Money,
  state: DisputeState,
});
export type OrderDispute = Static<typeof OrderDispute>;

const standing = Type.Optional(OrderStanding);

/** The public events of paying again. */
export const publicPaymentEvents = {
  /** The authorization had ended at the provider, and another one has taken its place. */
  'OrderReauthorized.v1': Type.Object({
    status: FulfilmentStatus,
    standing,
    authorizationId: Type.String(),
    /** What is authorized now. */
    amount: Money,
    /** A capture was refused because the money was no longer held: nobody needs to decide about it any more. */
    settlesRefusal: Type.Optional(Type.Boolean()),
    reauthorizedAt: Type.String(),
  }),
};

/** The private events of an order that waits for its customer to pay. */
export const privatePaymentEvents = {
  /**
   * The bank wants the customer to act before it authorizes: the order waits with its stock, until
   * `expiresAt`. `personal` is what to do, encrypted by the order app; absent if the customer was erased.
   */
  'OrderPaymentActionRequired.v1': Type.Object({
    attempt: Type.Integer({ minimum: 1 }),
    attemptId: Type.String(),
    personal: Type.Optional(Type.String()),
    expiresAt: Type.String(),
    requiredAt: Type.String(),
    standing,
  }),
  /**
   * The customer tries another card. `personal` is its token, encrypted by the order app; absent: the card of
   * the order again. `status` is there if the order was confirmed before: its authorization had ended.
   */
  'OrderPaymentAttempted.v1': Type.Object({
    status: Type.Optional(FulfilmentStatus),
    attempt: Type.Integer({ minimum: 2 }),
    /** The id of the command, by which a repeat is recognized. */
    commandId: Type.String(),
    personal: Type.Optional(Type.String()),
    attemptedAt: Type.String(),
    standing,
  }),
};
