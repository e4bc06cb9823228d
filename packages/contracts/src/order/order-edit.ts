import { Type, type Static } from 'typebox';
import { ProductDetails } from '../catalog/catalog-api.ts';
import { Charges } from './order-charges.ts';
import { LineId } from './order-parts.ts';

/** Units that an edit adds: to a line, or as a new line with the product as it is sold. */
export const AddedLine = Type.Object({
  lineId: LineId,
  sku: Type.String(),
  quantity: Type.Integer({ minimum: 1 }),
  unitPriceMinor: Type.Integer({ minimum: 0 }),
  /** The product as it was sold; only of a new line. */
  name: Type.Optional(Type.String()),
  ...ProductDetails,
});
export type AddedLine = Static<typeof AddedLine>;

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
  /** Units that it adds; absent: none. */
  added: Type.Optional(Type.Array(AddedLine)),
  /** The charges on what the order has after it; absent: units keep their share of the charges. */
  charges: Type.Optional(Charges),
  /** What is authorized in place of the earlier authorization, minor units; absent: that one is enough. */
  authorizedMinor: Type.Optional(Type.Integer({ minimum: 0 })),
};
export type OrderEdit = Static<ReturnType<typeof Type.Object<typeof orderEdit>>>;

/** Why an edit that needed stock or money was not booked. Nothing of the order has changed. */
export const EditDeclineCode = Type.Union([
  Type.Literal('out-of-stock'),
  Type.Literal('stock-unavailable'),
  Type.Literal('payment-declined'),
  Type.Literal('payment-unavailable'),
  /** The order was cancelled meanwhile. */
  Type.Literal('cancelled'),
]);
export type EditDeclineCode = Static<typeof EditDeclineCode>;
