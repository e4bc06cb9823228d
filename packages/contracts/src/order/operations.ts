import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { roles } from '../identity/access.ts';
import { type Operation, WITH_ORDER } from '../operation.ts';
import {
  IDEMPOTENCY_KEY,
  IF_MATCH,
  IF_NONE_MATCH,
  LAST_EVENT_ID,
  NEEDED_IDEMPOTENCY_KEY,
  NOT_MODIFIED,
  PREFER,
} from '../request-headers.ts';
import { StreamEventSchema } from '../stream-event.ts';
import { fulfilmentOperations } from './fulfilment-operations.ts';
import {
  CancelOrder,
  DEFAULT_PAGE,
  DiffOrder,
  ListOrders,
  OrderDiff,
  OrderPage,
  OrderResource,
  OrderStatus,
  OrderSummary,
  PlaceOrder,
  ReadOrder,
  RequestReturn,
  ShipOrder,
} from './order-api.ts';
import { ParkedPage, ParkedRow, RepairOrder } from './order-repair.ts';
import { EXAMPLE_ORDER, orderParams } from './order-params.ts';
import { RebuildReadModels } from './rebuild-api.ts';

const OrderEvents = Type.Object({ items: Type.Array(StreamEventSchema) });

/** The schemas of the order app's API by their names in the documents. */
export const orderSchemas = {
  PlaceOrder,
  Order: OrderResource,
  OrderStatus,
  OrderSummary,
  OrderPage,
  StreamEvent: StreamEventSchema,
  OrderEvents,
  OrderDiff,
  CancelOrder,
  ShipOrder,
  RequestReturn,
  RepairOrder,
  ParkedRow,
  ParkedPage,
};

const commands: readonly Operation[] = [
  {
    operationId: 'placeOrder',
    method: 'POST',
    path: '/orders',
    summary: 'Places an order and drives it to its end.',
    notes: [
      '`Idempotency-Key` (1 to 255 visible ASCII characters; a random one, such as a UUID): the same ' +
        'key of the same caller with the same body is answered as before, for 24 h with the header `idempotent-replayed: true`, after that with ' +
        'what is true then; with another body it is refused. The order id is derived from it.',
      '`Prefer: respond-async` answers 202 as soon as the order is placed; `Prefer: wait=<s>` ' +
        'waits that long, at most 15 s. The default is 8 s.',
      'Whoever is signed in orders for themselves. Without a token it is the order of a guest: who ' +
        'knows its id may read and cancel it.',
      '`customerId` and `unitPriceMinor` are for a service client with the scope `import`; a product ' +
        'may then stand on several lines.',
      '`policy` says what happens when not everything is there: `all` (default) and `split` take ' +
        'everything or nothing, `split` may ship in parts; `partial` takes what there is and cuts ' +
        'the rest, named in `OrderConfirmed.v1`; `backorder` is confirmed and waits for the rest.',
      'Prices are those of the catalog. The total is lines less discount, plus tax and shipping, ' +
        'as the shop is [configured](configuration.md#order). What an importer prices is left as it is.',
      'An order that is out of stock or declined is 201 with `status` `rejected` and its reason: ' +
        'see [ADR 0009](../adr/0009-a-rejected-order-is-an-answer.md).',
    ],
    access: WITH_ORDER,
    headers: { ...NEEDED_IDEMPOTENCY_KEY, ...PREFER },
    body: PlaceOrder,
    answers: {
      201: {
        what: 'the order at its end: confirmed, rejected or cancelled',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
      202: {
        what: 'the order while it is on its way; `Location` names it',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'idempotency-key-required',
      'invalid-idempotency-key',
      'trusted-field',
      'request-in-flight',
      'idempotency-key-reused',
      'unknown-sku',
      'duplicate-line',
      'currency-mismatch',
      'amount-too-large',
      'unknown-discount',
      'customer-not-found',
      'customer-erased',
    ],
    example: {
      headers: { 'Idempotency-Key': '0d5c2f6e-3b1a-4c58-9f0e-7a64d1b2c3e8' },
      body: {
        lines: [{ sku: 'MUG-BLUE', quantity: 2 }],
        shippingAddress: { line1: '1 High Street', city: 'London', country: 'United Kingdom' },
        payment: { token: 'tok_ok' },
        currency: 'GBP',
      },
      status: 201,
    },
  },
  {
    operationId: 'cancelOrder',
    method: 'POST',
    path: '/orders/:id/cancellation',
    summary: 'Cancels an order, or units of it, that have not shipped.',
    notes: [
      'Without a body, or without lines, the whole order: its stock and its payment are given back. ' +
        'A repeat changes nothing.',
      'With lines only these units; the rest goes on. The last units that are left cancel the order. ' +
        '`Idempotency-Key` names the cancellation for ever: a repeat cancels nothing more.',
      '`If-Match` is about the order: the `ETag` of [GET /orders/{id}](#get-ordersid), which is its ' +
        '`version` in quotes. What is cancelled already is answered as it is.',
    ],
    access: WITH_ORDER,
    audited: true,
    params: orderParams,
    headers: { ...IDEMPOTENCY_KEY, ...IF_MATCH },
    body: CancelOrder,
    bodyOptional: true,
    answers: {
      202: {
        what: 'the order while what it holds is undone',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
      200: {
        what: 'the order once that is done, or without the units',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'precondition-failed',
      'order-not-confirmed',
      'order-not-cancellable',
      'order-already-shipped',
      'cancellation-exceeds-open',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { lines: [{ sku: 'MUG-BLUE', quantity: 1 }] },
      status: 200,
    },
  },
];

const reads: readonly Operation[] = [
  {
    operationId: 'listOrders',
    method: 'GET',
    path: '/orders',
    summary: 'Lists orders, newest first. About a second behind the orders themselves.',
    notes: [
      `A page that names no \`limit\` has ${DEFAULT_PAGE} rows.`,
      '`total` is what the customer pays: less than was placed when lines were cut.',
      'A customer sees the own orders only; who works for the shop and service clients see all.',
    ],
    access: { roles, scopes: ['orders', 'import'] },
    query: ListOrders,
    answers: { 200: { what: 'a page; `nextCursor` is absent on the last one', schema: OrderPage } },
    problems: [],
    example: { query: { status: 'confirmed', limit: '10' }, status: 200 },
  },
  {
    operationId: 'getOrder',
    method: 'GET',
    path: '/orders/:id',
    summary: 'Reads an order from its event stream, never behind it, as it is or as it was.',
    notes: [
      '`at` is the number of an event, or an instant with its zone (write `+` as `%2B`): the order as ' +
        'it was after that event, or after the last one committed at or before the instant. Before ' +
        'the first event there is no order; a number beyond the last is refused.',
    ],
    access: { ...WITH_ORDER, apps: ['inventory'] },
    params: orderParams,
    query: ReadOrder,
    headers: IF_NONE_MATCH,
    answers: {
      200: {
        what: 'the order as of its last event, or as of `at`',
        schema: OrderResource,
        headers: ['ETag'],
      },
      ...NOT_MODIFIED,
    },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, query: { at: '1' }, status: 200 },
  },
  {
    operationId: 'getOrderEvents',
    method: 'GET',
    path: '/orders/:id/events',
    summary: 'Reads what happened to an order, in order.',
    notes: [
      'Of `OrderPlaced` the address, what pays for it and the digest of the request are left out.',
      'The `reason` of a return and the `note` of a repair are there until the customer or the order ' +
        'is erased. While identity does not answer they can be missing.',
    ],
    access: WITH_ORDER,
    params: orderParams,
    answers: { 200: { what: 'its [events](events.md)', schema: OrderEvents } },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, status: 200 },
  },
  {
    operationId: 'diffOrder',
    method: 'GET',
    path: '/orders/:id/diff',
    summary: 'Says what changed in an order between two moments, and by which events.',
    notes: [
      '`from` and `to` are moments as `at` of [GET /orders/{id}](#get-ordersid) takes them; 0 is before ' +
        'the order existed. `from` must not be after `to`.',
      'In `changes`, `pointer` is a path of the order (RFC 6901) and `from` and `to` are what was and ' +
        'is there; a list is compared position by position.',
    ],
    access: WITH_ORDER,
    params: orderParams,
    query: DiffOrder,
    answers: {
      200: {
        what: 'the events in between and the changes; both are empty if nothing happened',
        schema: OrderDiff,
      },
    },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, query: { from: '0', to: '1' }, status: 200 },
  },
  {
    operationId: 'streamOrder',
    method: 'GET',
    path: '/orders/:id/stream',
    summary: 'Tells the events of an order as they happen, as server-sent events.',
    notes: [
      'First all that have happened, or with the header `Last-Event-ID` those after it; then each as it ' +
        'is committed. `id` is the number of the event, `event` its type, `data` what `/events` shows.',
      'A comment every 15 s keeps the connection. After 10 minutes, and when an app stops, the stream ' +
        'ends: come again with the `Last-Event-ID`, as `EventSource` does by itself. No event is lost ' +
        'and none comes twice.',
      'A reader that takes nothing for 15 s is cut off. 200 streams are open at once; beyond that it is ' +
        '503 with `Retry-After`.',
    ],
    access: WITH_ORDER,
    params: orderParams,
    headers: LAST_EVENT_ID,
    streamed: true,
    answers: { 200: { what: '`text/event-stream`', type: 'text/event-stream' } },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, headers: { 'Last-Event-ID': '1' }, status: 200 },
  },
];

/** Every operation of the order app. */
export const orderOperations: readonly Operation[] = [
  ...commands,
  ...reads,
  ...fulfilmentOperations,
  {
    operationId: 'rebuildReadModels',
    method: 'POST',
    path: '/read-models/rebuild',
    summary: 'Makes the read models anew from the streams: `npm run rebuild -- order`.',
    internal: true,
    body: RebuildReadModels,
    answers: { 200: { what: 'what differed, and what was put right' } },
    problems: ['not-found', 'rebuild-running'],
  },
  ...deadLetterOperations('order'),
];
