import { Type, type Static } from 'typebox';
import { Currency, Money, Sku } from '../money.ts';

/** Bounds of one order. */
export const MAX_LINES = 10_000;
export const MAX_QUANTITY = 1_000_000;
const MAX_UNIT_PRICE_MINOR = 100_000_000;

/** Where an order stands; rejected and cancelled are ends. */
export const OrderStatus = Type.Union([
  Type.Literal('placed'),
  Type.Literal('confirmed'),
  Type.Literal('rejected'),
  Type.Literal('cancelling'),
  Type.Literal('cancelled'),
]);
export type OrderStatus = Static<typeof OrderStatus>;

/** POST /orders. `customerId` and `unitPriceMinor` are for a trusted importer only. */
export const PlaceOrder = Type.Object(
  {
    lines: Type.Array(
      Type.Object(
        {
          sku: Sku,
          quantity: Type.Integer({ minimum: 1, maximum: MAX_QUANTITY }),
          unitPriceMinor: Type.Optional(
            Type.Integer({ minimum: 0, maximum: MAX_UNIT_PRICE_MINOR }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MAX_LINES },
    ),
    shippingAddress: Type.Record(
      Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,39}$' }),
      Type.String({ maxLength: 200 }),
      { minProperties: 1, maxProperties: 20, additionalProperties: false },
    ),
    payment: Type.Object(
      { token: Type.String({ minLength: 1, maxLength: 200 }) },
      { additionalProperties: false },
    ),
    currency: Currency,
    customerId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' })),
  },
  { additionalProperties: false },
);
export type PlaceOrder = Static<typeof PlaceOrder>;

/** An order as every order route answers it. */
export const OrderResource = Type.Object({
  id: Type.String(),
  status: OrderStatus,
  lines: Type.Array(
    Type.Object({
      sku: Type.String(),
      quantity: Type.Integer(),
      unitPriceMinor: Type.Integer(),
    }),
  ),
  total: Money,
  /** How many events the order has had. */
  version: Type.Integer(),
  customerId: Type.Optional(Type.String()),
  placedAt: Type.String(),
  /** Why a rejected order was not taken, and which lines were short. */
  rejection: Type.Optional(
    Type.Object({
      code: Type.String(),
      lines: Type.Optional(
        Type.Array(
          Type.Object({
            sku: Type.String(),
            requested: Type.Integer(),
            available: Type.Integer(),
          }),
        ),
      ),
    }),
  ),
});
export type OrderResource = Static<typeof OrderResource>;

/** The query of GET /orders. */
export const ListOrders = Type.Object(
  {
    status: Type.Optional(OrderStatus),
    customer: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    limit: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$' })),
  },
  { additionalProperties: false },
);
/** Rows of a page that names no limit. */
export const DEFAULT_PAGE = 20;

/** One row of GET /orders. */
export interface OrderSummary {
  id: string;
  status: OrderStatus;
  customerId?: string;
  total: Money;
  version: number;
  placedAt: string;
}
