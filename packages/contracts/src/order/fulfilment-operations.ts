import { Type } from 'typebox';
import { type Operation, WITH_ORDER } from '../operation.ts';
import { IDEMPOTENCY_KEY } from '../request-headers.ts';
import { OrderResource, RequestReturn, ShipOrder } from './order-api.ts';
import { EXAMPLE_ORDER, orderParams } from './order-params.ts';
import { ListParked, ParkedPage, RepairOrder } from './order-repair.ts';

const part = Type.String({ minLength: 1, maxLength: 64 });
const SHIPMENT = 'shp_019aa9e6d4b57a0c9e1f2b3c4d5e6f70';
const RETURN = 'ret_019aa9e6e6c67b1d8f2a3c4d5e6f7081';

/** What the warehouse says of an order, or who imports what it said elsewhere. */
const BY_WAREHOUSE = { roles: ['warehouse', 'admin'], scopes: ['import'] } as const;
const BY_SUPPORT = { roles: ['support', 'admin'] } as const;
const BY_OPERATOR = { roles: ['operator', 'admin'] } as const;

const shipping: readonly Operation[] = [
  {
    operationId: 'shipOrder',
    method: 'POST',
    path: '/orders/:id/shipments',
    summary: 'Records that units have left the house, which captures what they cost.',
    notes: [
      'Without lines everything that can ship now. Under the policy `all` an order ships in one ' +
        'piece; under the others in as many parts as it takes.',
      '`Idempotency-Key` names the shipment for ever: a repeat ships nothing more. The newest of ' +
        '`fulfilment.shipments` is this one.',
      'The money is taken by event, about a second later: see ' +
        '[money](../architecture.md#money-after-the-confirmation).',
    ],
    access: BY_WAREHOUSE,
    audited: true,
    params: orderParams,
    headers: IDEMPOTENCY_KEY,
    body: ShipOrder,
    answers: {
      201: {
        what: 'the order with its shipment',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-confirmed',
      'nothing-to-ship',
      'shipment-exceeds-order',
      'shipment-incomplete',
    ],
    example: { params: EXAMPLE_ORDER, body: {}, status: 201 },
  },
  {
    operationId: 'deliverShipment',
    method: 'POST',
    path: '/orders/:id/shipments/:shipmentId/delivery',
    summary: 'Records that a shipment has arrived.',
    notes: ['Takes no body. A repeat changes nothing.'],
    access: BY_WAREHOUSE,
    audited: true,
    params: Type.Object({ ...orderParams.properties, shipmentId: part }),
    answers: {
      200: {
        what: 'the order; it is delivered once all that shipped has arrived',
        schema: OrderResource,
      },
    },
    problems: ['order-not-found', 'order-not-confirmed', 'shipment-not-found'],
    example: { params: { ...EXAMPLE_ORDER, shipmentId: SHIPMENT }, status: 200 },
  },
];

const returns: readonly Operation[] = [
  {
    operationId: 'requestReturn',
    method: 'POST',
    path: '/orders/:id/returns',
    summary: 'Announces that units will be sent back.',
    notes: [
      'Without lines everything that was shipped and is not on its way back. Open for ' +
        '`RETURN_WINDOW_DAYS` after the last shipment.',
      '`refundMinor` of the return is what was captured for these units. Nothing is refunded ' +
        'before they have arrived.',
      '`Idempotency-Key` names the return for ever: a repeat announces nothing more.',
      '`reason` is kept sealed, and not at all once the customer or the order is erased.',
    ],
    access: WITH_ORDER,
    audited: true,
    params: orderParams,
    headers: IDEMPOTENCY_KEY,
    body: RequestReturn,
    answers: {
      201: {
        what: 'the order with its return',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-confirmed',
      'nothing-to-return',
      'return-exceeds-shipped',
      'return-window-closed',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { lines: [{ sku: 'MUG-BLUE', quantity: 1 }], reason: 'The handle came off' },
      status: 201,
    },
  },
  {
    operationId: 'receiveReturn',
    method: 'POST',
    path: '/orders/:id/returns/:returnId/receipt',
    summary: 'Records that the units of a return have arrived: restocks and refunds them.',
    notes: ['Takes no body. A repeat changes nothing, and drives a return on that stands still.'],
    access: BY_WAREHOUSE,
    audited: true,
    params: Type.Object({ ...orderParams.properties, returnId: part }),
    answers: {
      202: {
        what: 'the order; the return is `returned` once all of that is done',
        schema: OrderResource,
        headers: ['Location'],
      },
    },
    problems: ['order-not-found', 'order-not-confirmed', 'return-not-found'],
    example: { params: { ...EXAMPLE_ORDER, returnId: RETURN }, status: 202 },
  },
];

const repairs: readonly Operation[] = [
  {
    operationId: 'listParkedOrders',
    method: 'GET',
    path: '/orders/parked',
    summary: 'Lists the workflows that wait for a person, the longest waiting first.',
    notes: [
      'About a second behind; the `parked` of an order is not.',
      'The `note` of a repair is there until the customer or the order is erased.',
    ],
    access: BY_OPERATOR,
    query: ListParked,
    answers: {
      200: { what: 'a page; `nextCursor` is absent on the last one', schema: ParkedPage },
    },
    problems: [],
    example: { query: { limit: '10' }, status: 200 },
  },
  {
    operationId: 'repairOrder',
    method: 'POST',
    path: '/orders/:id/repair',
    summary: 'Lets a parked workflow go on as a person decides.',
    notes: [
      '`parked` of the order says which actions are possible and what they do: see ' +
        '[parking and repair](../architecture.md#parking-and-repair).',
      '`Idempotency-Key` names the repair for ever: a repeat changes nothing. Every repair is an ' +
        'event of the order and a row of the audit.',
    ],
    access: BY_OPERATOR,
    audited: true,
    params: orderParams,
    headers: IDEMPOTENCY_KEY,
    body: RepairOrder,
    answers: {
      202: {
        what: 'the order, whose workflow goes on',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-parked',
      'repair-not-possible',
      'repair-ambiguous',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { action: 'retry', note: 'The provider is back' },
      status: 202,
    },
  },
];

const erasures: readonly Operation[] = [
  {
    operationId: 'eraseOrder',
    method: 'POST',
    path: '/orders/:id/erasure',
    summary: 'Erases the personal data of an order whose customer has no account.',
    notes: [
      'For orders of guests and of customers that an importer names. Those of an account are erased ' +
        'with it: [DELETE /me](#delete-me).',
      'Destroys the key of the address, of what pays, and of what people wrote of the order: nobody ' +
        'can read them again. The order goes on, reads and counts as before.',
      'An app that runs beside the one that answers may show what people wrote for 15 minutes more.',
      'Takes no body. A repeat changes nothing.',
    ],
    access: BY_SUPPORT,
    audited: true,
    params: orderParams,
    answers: { 204: { what: 'nothing of the person can be read any more' } },
    problems: [
      'order-not-found',
      'payment-not-decided',
      'order-not-erasable',
      'erased-with-account',
    ],
    example: { params: EXAMPLE_ORDER, status: 204 },
  },
];

/** What happens to an order after it is confirmed, and what people of the shop do about it. */
export const fulfilmentOperations: readonly Operation[] = [
  ...shipping,
  ...returns,
  ...repairs,
  ...erasures,
];
