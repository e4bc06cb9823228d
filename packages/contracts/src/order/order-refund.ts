import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';
import { PositiveMoney } from '../payment/payment-api.ts';
import { text } from '../text.ts';

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
  /** `requested`: waits for a second person. `approved`: payment is asked for it. */
  status: Type.Union([
    Type.Literal('requested'),
    Type.Literal('approved'),
    Type.Literal('refunded'),
    Type.Literal('declined'),
  ]),
  requestedAt: Type.String(),
});
