import { Type } from 'typebox';
import { ProductDetails } from '../catalog/catalog-api.ts';

/** A line of an order as an event stores it: the product as it is sold, and its price. */
export const SoldLine = Type.Object({
  sku: Type.String(),
  quantity: Type.Integer(),
  unitPriceMinor: Type.Integer(),
  /** The product as it was sold; absent in older events. */
  name: Type.Optional(Type.String()),
  ...ProductDetails,
});
