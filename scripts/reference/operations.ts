import { CreateProduct, Product } from '@commerce/contracts/catalog/catalog-api';
import {
  Adjustment,
  AdjustStock,
  DEFAULT_MOVEMENTS,
  DEFAULT_PRIORITY,
  ExplainStock,
  LocationPriority,
  Receipt,
  ReceiveStock,
  SetPriority,
  SetThreshold,
  Stock,
  StockHistory,
  Threshold,
  Transfer,
  TransferStock,
} from '@commerce/contracts/inventory/stock-api';
import { Money } from '@commerce/contracts/money';
import { ParkedRow } from '@commerce/contracts/order/order-repair';
import {
  OrderDiff,
  OrderResource,
  OrderStatus,
  type OrderSummary,
} from '@commerce/contracts/order/order-api';
import type { ProblemCode } from '@commerce/contracts/problems';
import type { HttpProblemCode } from '@commerce/runtime/http';
import { type Static, type TSchema, Type } from 'typebox';
import { StreamEventSchema } from './events.ts';
import { NO_IDENTITY, orderOperations } from './order-operations.ts';

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
const ParkedPage = Type.Object({
  items: Type.Array(ParkedRow),
  nextCursor: Type.Optional(Type.String()),
});
const OrderEvents = Type.Object({ items: Type.Array(StreamEventSchema) });

const WebhookReceipt = Type.Object({
  result: Type.Union([Type.Literal('applied'), Type.Literal('repeated'), Type.Literal('ignored')]),
});

/** The shapes of the answers, by the name under which the page shows them once. */
export const answerShapes = {
  Order: OrderResource,
  'Order page': OrderPage,
  'Order events': OrderEvents,
  'Order diff': OrderDiff,
  'Parked page': ParkedPage,
  Product,
  Receipt,
  Adjustment,
  Transfer,
  Stock,
  'Stock history': StockHistory,
  Threshold,
  'Location priority': LocationPriority,
  'Webhook receipt': WebhookReceipt,
} satisfies Record<string, TSchema>;

const STOCK_KEY =
  '`Idempotency-Key` names one operation of this kind on the SKU for ever: the same key again ' +
  'answers the same one with `idempotent-replayed: true`, with another body it is refused.';

/** By method and path, as the gateway lists them. */
export const operations: Record<string, Operation> = {
  ...orderOperations,
  'POST /products': {
    what: 'Adds a product to the catalog.',
    notes: ['SKUs are kept in upper case.', NO_IDENTITY],
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
    what: 'Puts units that arrived at a location into stock. Who waits for them is served first.',
    notes: [STOCK_KEY, NO_IDENTITY],
    body: ReceiveStock,
    answers: [[201, 'the receipt as it was recorded']],
    answer: 'Receipt',
    problems: ['invalid-idempotency-key', 'idempotency-key-reused'],
  },
  'POST /stock/:sku/adjustments': {
    what: 'Corrects the units at a location, up or down, with the reason.',
    notes: ['Never below what is held for orders.', STOCK_KEY, NO_IDENTITY],
    body: AdjustStock,
    answers: [[201, 'the adjustment as it was recorded']],
    answer: 'Adjustment',
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'stock-not-found',
      'insufficient-stock',
    ],
  },
  'POST /stock/:sku/transfers': {
    what: 'Moves free units from one location to another.',
    notes: [STOCK_KEY, NO_IDENTITY],
    body: TransferStock,
    answers: [[201, 'the transfer as it was recorded']],
    answer: 'Transfer',
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'stock-not-found',
      'insufficient-stock',
    ],
  },
  'GET /stock/:sku': {
    what: 'Reads the stock of a product, over all locations and by location.',
    notes: ['`waiting` are units that orders wait for: they get what becomes free first.'],
    answers: [[200, 'its units; `available` is on hand less held']],
    answer: 'Stock',
    problems: ['stock-not-found'],
  },
  'GET /stock/:sku/why': {
    what: 'Says why the stock is what it is: every movement with what caused it, oldest first.',
    notes: [
      `A page that names no \`limit\` has ${DEFAULT_MOVEMENTS} movements.`,
      '`totals` sums the whole chain, on every page; `totals.holds` says whether the stock has just ' +
        'these numbers.',
    ],
    query: ExplainStock,
    answers: [[200, 'a page; `nextCursor` is absent on the last one']],
    answer: 'Stock history',
    problems: ['stock-not-found'],
  },
  'PUT /stock/:sku/threshold': {
    what: 'Sets how few available units of a product are told as low (`StockLow.v1`).',
    notes: [NO_IDENTITY],
    body: SetThreshold,
    answers: [[200, 'the threshold as it is now']],
    answer: 'Threshold',
    problems: ['stock-not-found'],
  },
  'PUT /locations/:location': {
    what: 'Sets the priority of a location: units are taken from a lower number first.',
    notes: [`A location that was given none has ${DEFAULT_PRIORITY}.`, NO_IDENTITY],
    body: SetPriority,
    answers: [[200, 'the priority as it is now']],
    answer: 'Location priority',
    problems: [],
  },
  'POST /webhooks/payment-provider': {
    what: 'Takes a webhook of the payment provider.',
    notes: [
      'For the provider only: the body is taken as it stands on the wire, with the signature of ' +
        'Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`) or of Stripe ' +
        '(`stripe-signature`), not older than 5 minutes.',
    ],
    answers: [[200, 'taken; `repeated` when it was taken before']],
    answer: 'Webhook receipt',
    problems: ['webhook-not-genuine'],
  },
};
