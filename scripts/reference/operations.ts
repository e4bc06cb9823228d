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
import {
  CancelOrder,
  DEFAULT_PAGE,
  ListOrders,
  OrderResource,
  OrderStatus,
  type OrderSummary,
  PlaceOrder,
  RequestReturn,
  ShipOrder,
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
  Adjustment,
  Transfer,
  Stock,
  'Stock history': StockHistory,
  Threshold,
  'Location priority': LocationPriority,
} satisfies Record<string, TSchema>;

const NO_IDENTITY =
  'Nobody is authenticated yet: whoever reaches the gateway can do this, until issue 6 brings ' +
  'identity.';
const WAREHOUSE_ONLY =
  'Wants the secret header `import-token`: this is said by the warehouse, not by a customer.';
const STOCK_KEY =
  '`Idempotency-Key` names one operation of this kind on the SKU for ever: the same key again ' +
  'answers the same one with `idempotent-replayed: true`, with another body it is refused.';

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
      '`policy` says what happens when not everything is there: `all` (default) and `split` take ' +
        'everything or nothing, `split` may ship in parts; `partial` takes what there is and cuts ' +
        'the rest, named in `OrderConfirmed.v1`; `backorder` is confirmed and waits for the rest.',
      'Prices are those of the catalog. The total is lines less discount, plus tax and shipping, ' +
        'as the shop is [configured](configuration.md#order). What an importer prices is left as it is.',
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
      'unknown-discount',
    ],
  },
  'GET /orders': {
    what: 'Lists orders, newest first. About a second behind the orders themselves.',
    notes: [
      `A page that names no \`limit\` has ${DEFAULT_PAGE} rows.`,
      '`total` is what the customer pays: less than was placed when lines were cut.',
    ],
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
    what: 'Cancels an order, or units of it, that have not shipped.',
    notes: [
      'Without a body, or without lines, the whole order: its stock and its payment are given back. ' +
        'A repeat changes nothing.',
      'With lines only these units; the rest goes on. The last units that are left cancel the order. ' +
        '`Idempotency-Key` names the cancellation for ever: a repeat cancels nothing more.',
    ],
    body: CancelOrder,
    answers: [
      [202, 'the order while what it holds is undone'],
      [200, 'the order once that is done, or without the units'],
    ],
    answer: 'Order',
    problems: [
      'invalid-idempotency-key',
      'order-not-found',
      'order-not-confirmed',
      'order-not-cancellable',
      'order-already-shipped',
      'cancellation-exceeds-open',
    ],
  },
  'POST /orders/:id/shipments': {
    what: 'Records that units have left the house, which captures what they cost.',
    notes: [
      WAREHOUSE_ONLY,
      'Without lines everything that can ship now. Under the policy `all` an order ships in one ' +
        'piece; under the others in as many parts as it takes.',
      '`Idempotency-Key` names the shipment for ever: a repeat ships nothing more. The newest of ' +
        '`fulfilment.shipments` is this one.',
      'The money is taken by event, about a second later: see ' +
        '[money](../architecture.md#money-after-the-confirmation).',
    ],
    body: ShipOrder,
    answers: [[201, 'the order with its shipment']],
    answer: 'Order',
    problems: [
      'invalid-idempotency-key',
      'trusted-operation',
      'order-not-found',
      'order-not-confirmed',
      'nothing-to-ship',
      'shipment-exceeds-order',
      'shipment-incomplete',
    ],
  },
  'POST /orders/:id/shipments/:shipmentId/delivery': {
    what: 'Records that a shipment has arrived.',
    notes: [WAREHOUSE_ONLY, 'Takes no body. A repeat changes nothing.'],
    answers: [[200, 'the order; it is delivered once all that shipped has arrived']],
    answer: 'Order',
    problems: ['trusted-operation', 'order-not-found', 'order-not-confirmed', 'shipment-not-found'],
  },
  'POST /orders/:id/returns': {
    what: 'Announces that units will be sent back.',
    notes: [
      'Without lines everything that was shipped and is not on its way back. Open for ' +
        '`RETURN_WINDOW_DAYS` after the last shipment.',
      '`refundMinor` of the return is what was captured for these units. Nothing is refunded ' +
        'before they have arrived.',
      '`Idempotency-Key` names the return for ever: a repeat announces nothing more.',
      NO_IDENTITY,
    ],
    body: RequestReturn,
    answers: [[201, 'the order with its return']],
    answer: 'Order',
    problems: [
      'invalid-idempotency-key',
      'order-not-found',
      'order-not-confirmed',
      'nothing-to-return',
      'return-exceeds-shipped',
      'return-window-closed',
    ],
  },
  'POST /orders/:id/returns/:returnId/receipt': {
    what: 'Records that the units of a return have arrived: restocks and refunds them.',
    notes: [
      WAREHOUSE_ONLY,
      'Takes no body. A repeat changes nothing, and drives a return on that stands still.',
    ],
    answers: [[202, 'the order; the return is `returned` once all of that is done']],
    answer: 'Order',
    problems: ['trusted-operation', 'order-not-found', 'order-not-confirmed', 'return-not-found'],
  },
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
};
