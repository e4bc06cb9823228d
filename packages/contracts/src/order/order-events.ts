import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';

const Line = Type.Object({
  sku: Type.String(),
  quantity: Type.Integer(),
  unitPriceMinor: Type.Integer(),
});

const Reason = Type.Union([
  Type.Literal('out-of-stock'),
  Type.Literal('payment-declined'),
  Type.Literal('payment-unavailable'),
  Type.Literal('stock-unavailable'),
  Type.Literal('requested'),
]);
export type OrderEndReason = Static<typeof Reason>;

const Shortages = Type.Array(
  Type.Object({
    sku: Type.String(),
    requested: Type.Integer(),
    available: Type.Integer(),
  }),
);

/** Version 1 of every event of an order's stream: the data by type. */
export const orderEvents = {
  'OrderPlaced.v1': Type.Object({
    customerId: Type.Optional(Type.String()),
    lines: Type.Array(Line),
    total: Money,
    shippingAddress: Type.Record(Type.String(), Type.String()),
    paymentToken: Type.String(),
    /** SHA-256 of the request, by which a repeat is told from another order under the same key. */
    requestHash: Type.String(),
    placedAt: Type.String(),
  }),
  /** Carries the facts that led to it: stock is held and the payment is authorized. */
  'OrderConfirmed.v1': Type.Object({
    authorizationId: Type.String(),
    total: Money,
    confirmedAt: Type.String(),
  }),
  /** Never confirmed; nothing is held or authorized. */
  'OrderRejected.v1': Type.Object({
    reason: Reason,
    shortages: Type.Optional(Shortages),
    rejectedAt: Type.String(),
  }),
  /** What was held and authorized is being undone by the compensation workflow. */
  'OrderCancelling.v1': Type.Object({ reason: Reason, startedAt: Type.String() }),
  /** Everything is undone. */
  'OrderCancelled.v1': Type.Object({ reason: Reason, cancelledAt: Type.String() }),
};

export type OrderEventType = keyof typeof orderEvents;
export type OrderEvent = {
  [T in OrderEventType]: { type: T; data: Static<(typeof orderEvents)[T]> };
}[OrderEventType];
