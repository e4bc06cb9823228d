import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';
import { PositiveMoney } from '../payment/payment-api.ts';
import { text } from '../text.ts';
import { FulfilmentStatus, OrderStanding } from './order-standing.ts';

/** What a refund without a return is for. */
export const OrderRefundKind = Type.Union([
  /** For the customer's trouble. */
  Type.Literal('goodwill'),
  /** A correction of the price. */
  Type.Literal('adjustment'),
  /** A fee that was wrongly charged, such as for shipping. */
  Type.Literal('fee'),
]);
export type OrderRefundKind = Static<typeof OrderRefundKind>;

/** POST /orders/{id}/refunds: gives money back although nothing comes back. */
export const RefundOrder = Type.Object(
  { amount: PositiveMoney, kind: OrderRefundKind, reason: text({ maxLength: 500 }) },
  { additionalProperties: false },
);
export type RefundOrder = Static<typeof RefundOrder>;

/** POST /orders/{id}/refunds/{refundId}/approval: what a second person decides. */
export const DecideRefund = Type.Object(
  {
    decision: Type.Union([Type.Literal('approve'), Type.Literal('decline')]),
    /** Why. */
    note: Type.Optional(text({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type DecideRefund = Static<typeof DecideRefund>;

/** A refund without a return, as the order shows it. */
export const OrderRefund = Type.Object({
  refundId: Type.String(),
  amount: Money,
  kind: OrderRefundKind,
  /** What was refunded, if it is less: an operator skipped it. */
  refundedMinor: Type.Optional(Type.Integer()),
  /** `requested`: waits for a second person. `approved`: payment is asked for it. */
  status: Type.Union([
    Type.Literal('requested'),
    Type.Literal('approved'),
    Type.Literal('refunded'),
    Type.Literal('declined'),
  ]),
  requestedAt: Type.String(),
});

const status = FulfilmentStatus;
const standing = Type.Optional(OrderStanding);

/** The public events of refunds without a return. */
export const publicRefundEvents = {
  /** Money went back to the customer without a return. */
  'OrderRefunded.v1': Type.Object({
    status,
    standing,
    refundId: Type.String(),
    amount: Money,
    kind: OrderRefundKind,
    /** What was refunded, if it is less: an operator skipped it. */
    refunded: Type.Optional(Money),
    refundedAt: Type.String(),
  }),
};

/** Their private events. */
export const privateRefundEvents = {
  /** Staff want to give money back without a return. */
  'OrderRefundRequested.v1': Type.Object({
    status,
    standing,
    refundId: Type.String(),
    amount: Money,
    kind: OrderRefundKind,
    /** The account of the person. */
    by: Type.String(),
    /** A second person must approve it first; if not, the refund workflow asks payment. */
    needsApproval: Type.Boolean(),
    /** The reason, encrypted by the order app; absent if the customer had been erased. */
    personal: Type.Optional(Type.String()),
    requestedAt: Type.String(),
  }),
  /** A second person approved a refund: the refund workflow asks payment. */
  'OrderRefundApproved.v1': Type.Object({
    status,
    standing,
    refundId: Type.String(),
    by: Type.String(),
    /** The note, encrypted by the order app; absent if there is none or the customer had been erased. */
    personal: Type.Optional(Type.String()),
    approvedAt: Type.String(),
  }),
  /** A refund that will not be made: a person declined it, or an operator had it undone. */
  'OrderRefundDeclined.v1': Type.Object({
    status,
    standing,
    refundId: Type.String(),
    /** Absent if an operator had the parked workflow undone: `OrderRepairStarted` says who. */
    by: Type.Optional(Type.String()),
    /** The note, encrypted by the order app; absent if there is none or the customer had been erased. */
    personal: Type.Optional(Type.String()),
    declinedAt: Type.String(),
  }),
};
