import { Type, type Static } from 'typebox';
import { Money, Sku } from '../money.ts';

/**
 * A product's name, without control characters and unpaired surrogates, which databases cannot store.
 * Without classes such as \p{Cc}, which not every language that reads the OpenAPI document knows.
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

/** GET /products/{sku}: a product. */
export const Product = Type.Object(
  {
    sku: Type.String(),
    name: Type.String(),
    price: Money,
    /** Incremented by every change. */
    version: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type Product = Static<typeof Product>;
