import { Type, type Static } from 'typebox';

/**
 * What an edit of an order changed, and what the order costs after it. An invoice of the order is corrected
 * by `differenceMinor`, never changed.
 */
export const orderEdit = {
  changed: Type.Array(
    Type.Union([
      Type.Literal('lines'),
      Type.Literal('shippingAddress'),
      Type.Literal('billingAddress'),
      Type.Literal('contact'),
    ]),
  ),
  /** The lines after it, in their order; a removed line has no units. */
  lines: Type.Array(
    Type.Object({
      lineId: Type.String(),
      sku: Type.String(),
      quantity: Type.Integer({ minimum: 0 }),
      /** What these units cost with their share of discount, tax and shipping, minor units. */
      amountMinor: Type.Integer({ minimum: 0 }),
    }),
  ),
  /** The sum of the lines, minor units. */
  totalMinor: Type.Integer({ minimum: 0 }),
  /** The total less the one before, minor units: negative if the order costs less. */
  differenceMinor: Type.Integer(),
  currency: Type.String(),
};
export type OrderEdit = Static<ReturnType<typeof Type.Object<typeof orderEdit>>>;
