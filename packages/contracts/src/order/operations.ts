import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { roles } from '../identity/access.ts';
import { describeOperations, type Operations, WITH_ORDER } from '../operation.ts';
import {
  IDEMPOTENCY_KEY,
  IF_MATCH,
  IF_NONE_MATCH,
  NEEDED_IDEMPOTENCY_KEY,
  NOT_MODIFIED,
  PREFER,
} from '../request-headers.ts';
import { StreamEventSchema } from '../stream-event.ts';
import { AnnotateOrder } from './order-annotation.ts';
import { AT_LEAST_AS_FRESH, withConsistencyTokens } from './consistency-token.ts';
import { fulfilmentOperations } from './fulfilment-operations.ts';
import { EditOrder, OrderEditPreview } from './edit-api.ts';
import { editOperations } from './edit-operations.ts';
import {
  CancelOrder,
  DiffOrder,
  OrderDiff,
  OrderResource,
  OrderStatus,
  PlaceOrder,
  ReadOrder,
  DeclineReturn,
  ReceiveReturn,
  RequestReturn,
  ShipOrder,
} from './order-api.ts';
import { DEFAULT_PAGE, ListOrders, OrderPage, OrderSummary } from './list-api.ts';
import { PersonalDataOfOrder, ReadPersonalData } from './personal-data-api.ts';
import { orderPaymentOperations } from './order-payment-operations.ts';
import { TryPayment } from './order-payment.ts';
import { ParkedPage, ParkedRow, RepairOrder } from './order-repair.ts';
import { withOnBehalfOf } from './on-behalf-of.ts';
import { EXAMPLE_ORDER, orderParams } from './order-id.ts';
import { DecideRefund, RefundOrder } from './order-refund.ts';
import { StreamTicket } from './order-stream.ts';
import { Quote, RequestQuote } from './quote-api.ts';
import { quoteOperations } from './quote-operations.ts';
import { refundOperations } from './refund-operations.ts';
import { streamOperations } from './stream-operations.ts';

const OrderEvents = Type.Object({ items: Type.Array(StreamEventSchema) });

/** The schemas of the order app's API by their names in the OpenAPI documents. */
export const orderSchemas = {
  PlaceOrder,
  AnnotateOrder,
  RequestQuote,
  Quote,
  Order: OrderResource,
  OrderStatus,
  OrderSummary,
  OrderPage,
  StreamEvent: StreamEventSchema,
  OrderEvents,
  OrderDiff,
  StreamTicket,
  PersonalDataOfOrder,
  CancelOrder,
  EditOrder,
  OrderEditPreview,
  ShipOrder,
  TryPayment,
  RequestReturn,
  ReceiveReturn,
  DeclineReturn,
  RefundOrder,
  DecideRefund,
  RepairOrder,
  ParkedRow,
  ParkedPage,
};

const commands = {
  placeOrder: {
    method: 'POST',
    path: '/orders',
    summary: 'Places an order and waits for its result: confirmed or rejected.',
    notes: [
      '`Idempotency-Key` has 1 to 255 visible ASCII characters; use a random one, such as a UUID. The ' +
        'order id is derived from it. A repeat by the same caller with the same body returns the ' +
        'first answer for 24 h (header `idempotent-replayed: true`), after that the current order. ' +
        'The same key with another body is refused. Without a token a key has 22 characters or more: all ' +
        'guests share one space of keys, so a key must be one that nobody else sends.',
      '`Prefer: respond-async` returns 202 as soon as the order is placed; `Prefer: wait=<s>` waits ' +
        'that long, at most 15 s. The default is 8 s.',
      'A signed-in caller orders for themselves. Without a token it is a guest order: anyone who knows ' +
        'its id can read and cancel it.',
      'A store-front server with the scope `storefront` orders for the customer in `On-Behalf-Of`, or for a ' +
        'guest without it: see [the how-to](../how-to/order-from-a-store-front-server.md).',
      'An address has the parts that its country needs. An order without an account needs a `contact`.',
      '`customerId`, `unitPriceMinor` and `name` need a service client with the scope `import`, which may ' +
        'also send a product on several lines and leave out address and contact. `tags`, `channel` and ' +
        '`notes.internal` need a service client.',
      '`reference` is the id of the order in your own system, such as a purchase order: shown, and searched by in ' +
        '`GET /orders`. Like tags and metadata it is not encrypted.',
      '`policy` decides what happens when stock is short: `all` (default) and `split` take everything ' +
        'or nothing, and `split` may ship in parts; `partial` takes the available units and drops the ' +
        'shortfall, which `OrderConfirmed.v1` lists; `backorder` is confirmed and waits for the rest.',
      'Prices come from the catalog. The total is lines minus discount plus tax and shipping, as ' +
        '[configured](configuration.md#order). Imported prices are used unchanged.',
      'An order whose total is 0 needs no `payment`, and asks no provider.',
      'A card that needs 3-D Secure is answered at once with 202, `paymentStatus` `requires-action` and ' +
        '`paymentAction`: see [the how-to](../how-to/let-a-customer-authenticate.md).',
      'An order that is out of stock or declined is answered with 201, `status` `rejected` and the reason; ' +
        'with `Prefer: handling=strict` with 422 `order-rejected`, whose `order` is the same order: see [ADR 0009](../adr/0009-a-rejected-order-is-an-answer.md).',
    ],
    access: WITH_ORDER,
    headers: { ...NEEDED_IDEMPOTENCY_KEY, ...PREFER },
    body: PlaceOrder,
    answers: {
      201: {
        what: 'the finished order: confirmed, rejected or cancelled',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed', 'Preference-Applied'],
      },
      202: {
        what: 'the order, still in progress; `Location` is its URL',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed', 'Preference-Applied'],
      },
    },
    problems: [
      'order-rejected',
      'idempotency-key-required',
      'invalid-idempotency-key',
      'trusted-field',
      'request-in-flight',
      'idempotency-key-reused',
      'unknown-sku',
      'duplicate-line',
      'currency-mismatch',
      'too-many-units',
      'amount-too-large',
      'unknown-discount',
      'no-shipping-fee',
      'incomplete-order',
      'payment-required',
      'amount-below-minimum',
      'customer-not-found',
      'customer-erased',
    ],
    example: {
      headers: { 'Idempotency-Key': '0d5c2f6e-3b1a-4c58-9f0e-7a64d1b2c3e8' },
      body: {
        lines: [{ sku: 'MUG-BLUE', quantity: 2 }],
        shippingAddress: {
          name: 'Ann Other',
          lines: ['1 High Street'],
          city: 'London',
          postalCode: 'SW1A 1AA',
          country: 'GB',
        },
        contact: { email: 'ann@shop.example' },
        payment: { token: 'tok_ok' },
        currency: 'GBP',
      },
      status: 201,
    },
  },
  cancelOrder: {
    method: 'POST',
    path: '/orders/:id/cancellation',
    summary: 'Cancels an order, or some of its units, before they ship.',
    notes: [
      'Without a body or without lines, the whole order is cancelled: stock is released and the payment ' +
        'voided. A repeat changes nothing.',
      'A line is named by its `lineId`, or by its SKU while only one line has units of it.',
      'With lines, only these units are cancelled. Cancelling the last remaining units cancels the order. ' +
        '`Idempotency-Key` identifies the cancellation, without expiry: a repeat cancels nothing more.',
      '`If-Match` takes the `ETag` of [GET /orders/{id}](#get-ordersid), which is the `version` of the ' +
        'order in quotes. An order that is already cancelled is returned as it is.',
    ],
    access: WITH_ORDER,
    audited: true,
    params: orderParams,
    headers: { ...IDEMPOTENCY_KEY, ...IF_MATCH },
    body: CancelOrder,
    bodyOptional: true,
    answers: {
      202: {
        what: 'the order, while stock and payment are being released',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
      200: {
        what: 'the cancelled order, or the order without the cancelled units',
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
      'edit-in-progress',
      'line-not-found',
      'line-ambiguous',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { lines: [{ lineId: 'l1', quantity: 1 }] },
      status: 200,
    },
  },
  annotateOrder: {
    method: 'PATCH',
    path: '/orders/:id',
    summary: 'Changes the notes, tags and metadata of an order.',
    notes: [
      'What is absent stays as it is, and `null` removes a note or an entry of `metadata` (RFC 7396). `tags` ' +
        'replaces the whole list.',
      'Support and service clients change everything, at any time. Customers change `notes.customer` of their own ' +
        'orders, until units ship or the order ends. The order of a guest is changed by staff.',
      'Notes are stored encrypted: [GET /orders/{id}/personal-data](#get-ordersidpersonal-data) answers them, and ' +
        'they are gone after the erasure. Tags and metadata are on the order, and stay.',
      'A repeat changes nothing. `If-Match` takes the `ETag` of [GET /orders/{id}](#get-ordersid).',
    ],
    access: { roles, scopes: ['orders', 'import'] },
    audited: true,
    params: orderParams,
    headers: IF_MATCH,
    body: AnnotateOrder,
    answers: { 200: { what: 'the order', schema: OrderResource, headers: ['ETag'] } },
    problems: [
      'order-not-found',
      'precondition-failed',
      'trusted-field',
      'customer-note-closed',
      'too-much-metadata',
      'personal-data-erased',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { tags: ['gift'], notes: { internal: 'Wrap it in blue' }, metadata: { erp: '4711' } },
      status: 200,
    },
  },
} satisfies Operations;

const reads = {
  listOrders: {
    method: 'GET',
    path: '/orders',
    summary: 'Lists orders, newest first. The list is about a second behind the orders.',
    notes: [
      `A page without \`limit\` has ${DEFAULT_PAGE} rows.`,
      '`total` is what the customer pays: less than the placed total if units were short or cancelled.',
      'Orders that are older than the three statuses show them, and are found by them, after their next event.',
      '`status` may name several, separated by commas. `placedFrom` and `placedBefore` are instants with a time zone.',
      '`tag` finds orders that have this tag, also among others. `sku` finds orders with a line of this product, ' +
        'also one that was cancelled; the case of its letters does not count.',
      'To find what you have just written, send the `Consistency-Token` of the answer to it: the list waits for ' +
        'that write, for 3 s at most, then the answer is 425 `read-model-behind`.',
      'Customers see their own orders; staff and service clients see all orders.',
    ],
    access: { roles, scopes: ['orders', 'import', 'storefront'] },
    query: ListOrders,
    headers: AT_LEAST_AS_FRESH,
    answers: { 200: { what: 'a page; the last page has no `nextCursor`', schema: OrderPage } },
    problems: ['read-model-behind'],
    example: { query: { status: 'confirmed', limit: '10' }, status: 200 },
  },
  getOrder: {
    method: 'GET',
    path: '/orders/:id',
    summary: 'Returns an order from its event stream, always current, or as of an earlier moment.',
    notes: [
      '`at` is an event number, or an instant with its time zone (write `+` as `%2B`): the order after ' +
        'that event, or after the last event committed at or before the instant. Before the first event ' +
        'the order does not exist; a number beyond the last event is refused.',
    ],
    access: { ...WITH_ORDER, apps: ['inventory'] },
    params: orderParams,
    query: ReadOrder,
    headers: IF_NONE_MATCH,
    answers: {
      200: {
        what: 'the order after its last event, or as of `at`',
        schema: OrderResource,
        headers: ['ETag'],
      },
      ...NOT_MODIFIED,
    },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, query: { at: '1' }, status: 200 },
  },
  readPersonalData: {
    method: 'GET',
    path: '/orders/:id/personal-data',
    summary: 'Returns addresses, contact and notes of an order, for a purpose.',
    notes: [
      'The warehouse reads for `shipping`, finance for `payment`, support for every purpose; customers read ' +
        'their own orders, without the internal note. What staff read is in the audit log.',
      'Orders of before structured addresses have the address as it was sent.',
    ],
    access: { roles },
    audited: true,
    params: orderParams,
    query: ReadPersonalData,
    answers: { 200: { what: 'what the purpose needs', schema: PersonalDataOfOrder } },
    problems: ['order-not-found', 'purpose-not-allowed', 'personal-data-erased'],
    example: { params: EXAMPLE_ORDER, query: { purpose: 'support' }, status: 200 },
  },
  getOrderEvents: {
    method: 'GET',
    path: '/orders/:id/events',
    summary: 'Returns the events of an order, oldest first.',
    notes: [
      'The address, the payment token and the request digest of `OrderPlaced` are left out.',
      'The `reason` of a return and the `note` of a repair are shown until the customer or the order ' +
        'is erased. They can be missing while identity is unavailable.',
    ],
    access: WITH_ORDER,
    params: orderParams,
    answers: { 200: { what: 'its [events](events.md)', schema: OrderEvents } },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, status: 200 },
  },
  diffOrder: {
    method: 'GET',
    path: '/orders/:id/diff',
    summary: 'Returns what changed in an order between two moments, and by which events.',
    notes: [
      '`from` and `to` have the form of `at` in [GET /orders/{id}](#get-ordersid); 0 is before the order ' +
        'existed. `from` must not be after `to`.',
      'In `changes`, `pointer` is a path in the order (RFC 6901), `from` is the old and `to` the new ' +
        'value; lists are compared position by position.',
    ],
    access: WITH_ORDER,
    params: orderParams,
    query: DiffOrder,
    answers: {
      200: {
        what: 'the events in between and the changes; both empty if nothing happened',
        schema: OrderDiff,
      },
    },
    problems: ['order-not-found'],
    example: { params: EXAMPLE_ORDER, query: { from: '0', to: '1' }, status: 200 },
  },
} satisfies Operations;

/** Every operation of the order app. */
export const orderOperations = describeOperations(
  'order',
  withConsistencyTokens(
    withOnBehalfOf({
      ...commands,
      ...quoteOperations,
      ...reads,
      ...streamOperations,
      ...orderPaymentOperations,
      ...editOperations,
      ...fulfilmentOperations,
      ...refundOperations,
      rebuildReadModels: {
        method: 'POST',
        path: '/read-models/rebuild',
        summary: 'Rebuilds the read models from the streams: `npm run rebuild -- order`.',
        internal: true,
        /** `check` only compares and changes nothing. */
        body: Type.Object(
          { check: Type.Optional(Type.Boolean()) },
          { additionalProperties: false },
        ),
        answers: { 200: { what: 'the differences and the repairs' } },
        problems: ['not-found', 'rebuild-running'],
      },
      ...deadLetterOperations('order'),
    }),
  ),
);
