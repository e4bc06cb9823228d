import { Type, type Static } from 'typebox';

/**
 * How far the payment of an order is. `requires-action`: the order waits for its customer.
 * `capture-refused`: goods wait because the last capture was refused. `authorization-expired`: the
 * provider no longer holds the money of what has not shipped. `disputed`: the customer disputes a charge
 * at the bank; `dispute-lost`: the bank has given it back. `refund-failed`: a refund did not arrive.
 * `none`: it ended before a payment was made.
 */
export const PaymentStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('requires-action'),
  Type.Literal('authorized'),
  Type.Literal('partially-captured'),
  Type.Literal('captured'),
  Type.Literal('capture-refused'),
  Type.Literal('authorization-expired'),
  Type.Literal('disputed'),
  Type.Literal('dispute-lost'),
  Type.Literal('refund-failed'),
  Type.Literal('partially-refunded'),
  Type.Literal('refunded'),
  Type.Literal('voided'),
  Type.Literal('declined'),
  Type.Literal('not-required'),
  Type.Literal('none'),
]);
export type PaymentStatus = Static<typeof PaymentStatus>;

/** How far the units of an order are on their way. `none`: it ended before anything shipped. */
export const ShippingStatus = Type.Union([
  Type.Literal('unshipped'),
  Type.Literal('partially-shipped'),
  Type.Literal('shipped'),
  Type.Literal('delivered'),
  Type.Literal('none'),
]);
export type ShippingStatus = Static<typeof ShippingStatus>;

/** The status of a confirmed order, derived from the state of its units. */
export const FulfilmentStatus = Type.Union([
  Type.Literal('confirmed'),
  Type.Literal('partially-shipped'),
  Type.Literal('shipped'),
  Type.Literal('delivered'),
  Type.Literal('partially-returned'),
  Type.Literal('returned'),
]);
export type FulfilmentStatus = Static<typeof FulfilmentStatus>;

/** How far the units of an order are on their way back. */
export const ReturnStatus = Type.Union([
  Type.Literal('none'),
  Type.Literal('requested'),
  Type.Literal('received'),
  Type.Literal('partially-returned'),
  Type.Literal('returned'),
]);
export type ReturnStatus = Static<typeof ReturnStatus>;

const Amount = Type.Integer({ minimum: 0 });

/** The amounts of an order, minor units of its currency. */
export const OrderAmounts = Type.Object({
  /** What the customer pays: without units that were short or cancelled. */
  totalMinor: Amount,
  /** What was authorized when the order was confirmed; 0 after a void of all of it. */
  authorizedMinor: Amount,
  /** What was captured: for shipments, and by hand at the provider. */
  capturedMinor: Amount,
  /** What was refunded and has not come back. */
  refundedMinor: Amount,
  /** What the bank withholds because of disputes that are open or lost; absent: nothing. */
  disputedMinor: Type.Optional(Amount),
  /** What is still to be captured: the total without what was captured. */
  owedMinor: Amount,
});
export type OrderAmounts = Static<typeof OrderAmounts>;

/** Where an order stands: the three statuses beside the one word, and the amounts. */
export const OrderStanding = Type.Object({
  paymentStatus: PaymentStatus,
  fulfilmentStatus: ShippingStatus,
  returnStatus: ReturnStatus,
  amounts: OrderAmounts,
});
export type OrderStanding = Static<typeof OrderStanding>;
