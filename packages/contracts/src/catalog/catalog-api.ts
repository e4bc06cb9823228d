import { Type, type Static } from 'typebox';
import { Money, Price } from '../money.ts';
import { Sku } from '../sku.ts';
import { text } from '../text.ts';

/**
 * A product's name, without control characters and unpaired surrogates, which databases cannot store.
 * Without classes such as \p{Cc}, which not every language that reads the OpenAPI document knows.
 */
const ProductName = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'text without control characters',
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]+$',
});

const Label = text({ maxLength: 60 });

/** What an order keeps of a product beside its name, as it was when it was sold. */
export const ProductDetails = {
  /** The options of a variant, such as `{"size": "XL"}`. */
  options: Type.Optional(
    Type.Record(
      Type.String({
        description: 'a name of 1 to 40 letters, digits, _ and -, a letter first',
        pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$',
      }),
      Label,
      {
        maxProperties: 10,
        additionalProperties: false,
      },
    ),
  ),
  taxClass: Type.Optional(Label),
  /** The weight of one unit, grams. */
  weightGrams: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  seller: Type.Optional(Label),
};
export type ProductDetails = Static<ReturnType<typeof Type.Object<typeof ProductDetails>>>;

/** POST /products. */
export const CreateProduct = Type.Object(
  { sku: Sku, name: ProductName, price: Price, ...ProductDetails },
  { additionalProperties: false },
);
export type CreateProduct = Static<typeof CreateProduct>;

/** GET /products/{sku}: a product. */
export const Product = Type.Object(
  {
    sku: Type.String(),
    name: Type.String(),
    price: Money,
    ...ProductDetails,
    /** Incremented by every change. */
    version: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type Product = Static<typeof Product>;
