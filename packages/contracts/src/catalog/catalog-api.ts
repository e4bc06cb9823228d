import { Type, type Static } from 'typebox';
import { Money, Sku } from '../money.ts';

/**
 * A product's name: no control characters and no half surrogate pairs, which no store keeps. Written
 * without classes such as \p{Cc}, which readers of the API's document in other languages do not know.
 */
const ProductName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]+$',
});

/** POST /products. */
export const CreateProduct = Type.Object(
  { sku: Sku, name: ProductName, price: Money },
  { additionalProperties: false },
);
export type CreateProduct = Static<typeof CreateProduct>;

/** A product as GET /products/{sku} answers it. */
export const Product = Type.Object(
  {
    sku: Type.String(),
    name: Type.String(),
    price: Money,
    /** Counts up with every change. */
    version: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type Product = Static<typeof Product>;
