import { Type, type Static } from 'typebox';
import { Currency } from '../currency.ts';
import { Sku } from '../sku.ts';
import { text } from '../text.ts';
import { MAX_LINES, MAX_QUANTITY, OrderResource } from './order-api.ts';

const closed = { additionalProperties: false } as const;

/** POST /quotes: of an order, what decides its price. */
export const RequestQuote = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        { sku: Sku, quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }) },
        closed,
      ),
      { minItems: 1, maxItems: MAX_LINES },
    ),
    currency: Currency,
    discountCode: Type.Optional(text({ maxLength: 40 })),
  },
  closed,
);
export type RequestQuote = Static<typeof RequestQuote>;

const { lines, charges, total } = OrderResource.properties;

/** What an order of these lines would cost now, in the words of the order. */
export const Quote = Type.Object({ lines, charges, total });
export type Quote = Static<typeof Quote>;
