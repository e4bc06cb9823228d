import { CreateProduct, Product } from '@commerce/contracts/catalog/catalog-api';
import { Receipt, ReceiveStock, Stock } from '@commerce/contracts/inventory/stock-api';
import { Money } from '@commerce/contracts/money';
import {
  DEFAULT_PAGE,
  ListOrders,
  OrderResource,
  OrderStatus,
  type OrderSummary,
  PlaceOrder,
} from '@commerce/contracts/order/order-api';
import type { ProblemCode } from '@commerce/contracts/problems';
import type { HttpProblemCode } from '@commerce/runtime/http';
import { type Static, type TSchema, Type } from 'typebox';
import { StreamEventSchema } from './events.ts';

/** What the reference says of an operation of the public API. */
export interface Operation {
  what: string;
  notes?: string[];
  query?: TSchema;
  body?: TSchema;
  answers: [status: number, what: string][];
  answer: keyof typeof answerShapes;
  problems: (ProblemCode | HttpProblemCode)[];
}

const OrderSummaryRow = Type.Object({
  id: Type.String(),
  status: OrderStatus,
  customerId: Type.Optional(Type.String()),
  total: Money,
  version: Type.Integer(),
  placedAt: Type.String(),
});
null as unknown as Static<typeof OrderSummaryRow> satisfies OrderSummary;
null as unknown as OrderSummary satisfies Static<typeof OrderSummaryRow>;

const OrderPage = Type.Object({
  items: Type.Array(OrderSummaryRow),
  nextCursor: Type.Optional(Type.String()),
});
const OrderEvents = Type.Object({ items: Type.Array(StreamEventSchema) });

/** The shapes of the answers, by the name under which the page shows them once. */
export const answerShapes = {
  Order: OrderResource,
  'Order page': OrderPage,
  'Order events': OrderEvents,
  Product,
  Receipt,
  Stock,
} satisfies Record<string, TSchema>;

/** By method and path, as the gateway lists them. */
export const operations: Record<string, Operation> = {
  'POST /orders': {
    what: 'Places an order and drives it to its end.',
    notes: [
      '`Idempotency-Key` (1 to 255 visible ASCII characters): the same key with the same body is ' +
        'answered as before, for 24 h with the header `idempotent-replayed: true`, after that with ' +
        'what is true then; with another body it is refused. The order id is derived from it.',
      '`Prefer: respond-async` answers 202 as soon as the order is placed; `Prefer: wait=<s>` ' +
        'waits that long, at most 15 s. The default is 8 s.',
      '`customerId` and `unitPriceMinor` are for a trusted importer, who sends the secret header ' +
        '`import-token`; a product may then stand on several lines.',
      'An order that is out of stock or declined is 201 with `status` `rejected` and its reason: ' +
        'see [ADR 0009](../adr/0009-a-rejected-order-is-an-answer.md).',
    ],
    body: PlaceOrder,
    answers: [
      [201, 'the order at its end: confirmed, rejected or cancelled'],
      [202, 'the order while it is on its way; `Location` names it'],
    ],
    answer: 'Order',
    problems: [
      'invalid-idempotency-key',
      'trusted-field',
      'request-in-flight',
      'idempotency-key-reused',
      'unknown-sku',
      'duplicate-line',
      'currency-mismatch',
      'amount-too-large',
    ],
  },
  'GET /orders': {
    what: 'Lists orders, newest first. About a second behind the orders themselves.',
    notes: [`A page that names no \`limit\` has ${DEFAULT_PAGE} rows.`],
    query: ListOrders,
    answers: [[200, 'a page; `nextCursor` is absent on the last one']],
    answer: 'Order page',
    problems: [],
  },
  'GET /orders/:id': {
    what: 'Reads an order from its event stream, never behind it.',
    answers: [[200, 'the order as of its last event']],
    answer: 'Order',
    problems: ['order-not-found'],
  },
  'GET /orders/:id/events': {
    what: 'Reads what happened to an order, in order.',
    notes: ['`paymentToken` and `shippingAddress` are left out of `OrderPlaced.v1`.'],
    answers: [[200, 'its [events](events.md)']],
    answer: 'Order events',
    problems: ['order-not-found'],
  },
  'POST /orders/:id/cancellation': {
    what: 'Cancels an order that is placed or confirmed: gives back its stock and its payment.',
    notes: ['Takes no body. A repeat changes nothing.'],
    answers: [
      [202, 'the order while what it holds is undone'],
      [200, 'the order once that is done'],
    ],
    answer: 'Order',
    problems: ['order-not-found', 'order-not-cancellable'],
  },
  'POST /products': {
    what: 'Adds a product to the catalog.',
    notes: ['SKUs are kept in upper case.'],
    body: CreateProduct,
    answers: [
      [201, 'the new product'],
      [200, 'the product, which was there with the same content'],
    ],
    answer: 'Product',
    problems: ['product-exists'],
  },
  'GET /products/:sku': {
    what: 'Reads a product.',
    answers: [[200, 'the product']],
    answer: 'Product',
    problems: ['product-not-found'],
  },
  'POST /stock/:sku/receipts': {
    what: 'Puts units that arrived at a location into stock.',
    notes: [
      '`Idempotency-Key` names one receipt of the SKU for ever: the same key again answers the same ' +
        'receipt with `idempotent-replayed: true`.',
    ],
    body: ReceiveStock,
    answers: [[201, 'the receipt as it was recorded']],
    answer: 'Receipt',
    problems: ['invalid-idempotency-key', 'idempotency-key-reused'],
  },
  'GET /stock/:sku': {
    what: 'Reads the stock of a product, over all locations and by location.',
    answers: [[200, 'its units; `available` is on hand less held']],
    answer: 'Stock',
    problems: ['stock-not-found'],
  },
};
