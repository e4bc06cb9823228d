import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';

/** The topic of the catalog's events. */
export const PRODUCTS_TOPIC = 'products';

/**
 * Version 1 of every event of a product's stream: the data by type. The stream is the SKU, the
 * position in it is the product's version.
 */
export const productEvents = {
  'ProductCreated.v1': Type.Object({ sku: Type.String(), name: Type.String(), price: Money }),
};

export type ProductEventType = keyof typeof productEvents;
export type ProductEvent = {
  [T in ProductEventType]: { type: T; data: Static<(typeof productEvents)[T]> };
}[ProductEventType];
