import { Type, type Static } from 'typebox';
import { INSTANT } from '../instant.ts';
import { Money } from '../money.ts';
import { Sku } from '../sku.ts';
import { text } from '../text.ts';
import { CustomerId, OrderStatus } from './order-api.ts';
import { OrderNumber, Reference, Tag, Tags } from './order-parts.ts';
import { OrderStanding, PaymentStatus, ReturnStatus, ShippingStatus } from './order-standing.ts';

const statusWord = OrderStatus.anyOf.map((one) => one.const).join('|');
const OrderStatuses = Type.String({
  description: 'statuses of orders, separated by commas',
  maxLength: 200,
  pattern: `^(?:${statusWord})(?:,(?:${statusWord}))*$`,
});

const Instant = Type.String({
  description: 'an instant such as 2026-11-30T09:00:00Z (a + is written %2B)',
  pattern: `^${INSTANT}$`,
});

/** The query of GET /orders. */
export const ListOrders = Type.Object(
  {
    /** One or several, separated by commas. */
    status: Type.Optional(Type.Union([OrderStatus, OrderStatuses])),
    /** Orders that were placed at this instant or later. */
    placedFrom: Type.Optional(Instant),
    /** Orders that were placed before this instant. */
    placedBefore: Type.Optional(Instant),
    paymentStatus: Type.Optional(PaymentStatus),
    fulfilmentStatus: Type.Optional(ShippingStatus),
    returnStatus: Type.Optional(ReturnStatus),
    number: Type.Optional(OrderNumber),
    tag: Type.Optional(Tag),
    reference: Type.Optional(Reference),
    /** A product on one of the lines. */
    sku: Type.Optional(Sku),
    customer: Type.Optional(CustomerId),
    cursor: Type.Optional(text({ maxLength: 200 })),
    limit: Type.Optional(
      Type.String({ description: 'a number from 1 to 100', pattern: '^([1-9][0-9]?|100)$' }),
    ),
  },
  { additionalProperties: false },
);
/** Rows of a page without a `limit`. */
export const DEFAULT_PAGE = 20;

/** One row of GET /orders. */
export const OrderSummary = Type.Object({
  id: Type.String(),
  number: Type.Optional(Type.String()),
  reference: Type.Optional(Type.String()),
  status: OrderStatus,
  ...Type.Partial(OrderStanding).properties,
  customerId: Type.Optional(Type.String()),
  total: Money,
  version: Type.Integer(),
  placedAt: Type.String(),
  /** When its last event was committed. */
  updatedAt: Type.String(),
  tags: Type.Optional(Tags),
});
export type OrderSummary = Static<typeof OrderSummary>;

/** GET /orders: a page. The last one has no `nextCursor`. */
export const OrderPage = Type.Object({
  items: Type.Array(OrderSummary),
  nextCursor: Type.Optional(Type.String()),
});
