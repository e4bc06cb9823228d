import { ListParked, RepairOrder } from '@commerce/contracts/order/order-repair';
import {
  CancelOrder,
  DEFAULT_PAGE,
  DiffOrder,
  ListOrders,
  PlaceOrder,
  ReadOrder,
  RequestReturn,
  ShipOrder,
} from '@commerce/contracts/order/order-api';
import type { Operation } from './operations.ts';

export const NO_IDENTITY =
  'Nobody is authenticated yet: whoever reaches the gateway can do this, until issue 6 brings ' +
  'identity.';
const WAREHOUSE_ONLY =
  'Wants the secret header `import-token`: this is said by the warehouse, not by a customer.';

/** The operations of the order app, by method and path. */
export const orderOperations: Record<string, Operation> = {
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
    what: 'Reads an order from its event stream, never behind it, as it is or as it was.',
    notes: [
      '`at` is the number of an event, or an instant with its zone (write `+` as `%2B`): the order as ' +
        'it was after that event, or after the last one committed at or before the instant. Before ' +
        'the first event there is no order; a number beyond the last is refused.',
    ],
    query: ReadOrder,
    answers: [[200, 'the order as of its last event, or as of `at`']],
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
  'GET /orders/:id/diff': {
    what: 'Says what changed in an order between two moments, and by which events.',
    notes: [
      '`from` and `to` are moments as `at` of [GET /orders/{id}](#get-ordersid) takes them; 0 is before ' +
        'the order existed. `from` must not be after `to`.',
      'In `changes`, `pointer` is a path of the order (RFC 6901) and `from` and `to` are what was and ' +
        'is there; a list is compared position by position.',
    ],
    query: DiffOrder,
    answers: [[200, 'the events in between and the changes; both are empty if nothing happened']],
    answer: 'Order diff',
    problems: ['order-not-found'],
  },
  'GET /orders/:id/stream': {
    what: 'Tells the events of an order as they happen, as server-sent events.',
    notes: [
      'First all that have happened, or with the header `Last-Event-ID` those after it; then each as it ' +
        'is committed. `id` is the number of the event, `event` its type, `data` what `/events` shows.',
      'A comment every 15 s keeps the connection. After 10 minutes, and when an app stops, the stream ' +
        'ends: come again with the `Last-Event-ID`, as `EventSource` does by itself. No event is lost ' +
        'and none comes twice.',
      'A reader that takes nothing for 15 s is cut off. 200 streams are open at once; beyond that it is ' +
        '503 with `Retry-After`.',
    ],
    answers: [[200, '`text/event-stream`']],
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
  'GET /orders/parked': {
    what: 'Lists the workflows that wait for a person, the longest waiting first.',
    notes: [
      'Wants the secret header `import-token`. About a second behind; the `parked` of an order is not.',
    ],
    query: ListParked,
    answers: [[200, 'a page; `nextCursor` is absent on the last one']],
    answer: 'Parked page',
    problems: ['trusted-operation'],
  },
  'POST /orders/:id/repair': {
    what: 'Lets a parked workflow go on as a person decides.',
    notes: [
      'Wants the secret header `import-token`. `parked` of the order says which actions are possible ' +
        'and what they do: see [parking and repair](../architecture.md#parking-and-repair).',
      '`Idempotency-Key` names the repair for ever: a repeat changes nothing. Every repair is an ' +
        'event of the order and a row of the audit.',
    ],
    body: RepairOrder,
    answers: [[202, 'the order, whose workflow goes on']],
    answer: 'Order',
    problems: [
      'invalid-idempotency-key',
      'trusted-operation',
      'order-not-found',
      'order-not-parked',
      'repair-not-possible',
      'repair-ambiguous',
    ],
  },
};
