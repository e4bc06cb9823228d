import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';
import { ProductDetails } from './catalog-api.ts';

/** The topic of the catalog's events. */
export const PRODUCTS_TOPIC = 'products';

/**
 * The events of products, all of them public. The stream is the SKU, and the position in it is the
 * version of the product.
 */
export const publicProductEvents = {
  'ProductCreated.v1': Type.Object({
    sku: Type.String(),
    name: Type.String(),
    price: Money,
    ...ProductDetails,
  }),
};

export const productEvents = publicProductEvents;

export type ProductEventType = keyof typeof productEvents;
export type ProductEvent = {
  [T in ProductEventType]: { type: T; data: Static<(typeof productEvents)[T]> };
}[ProductEventType];
