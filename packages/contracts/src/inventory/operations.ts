import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { Sku } from '../sku.ts';
import { roles, scopes } from '../identity/access.ts';
import { describeOperations } from '../operation.ts';
import { OrderId } from '../order/order-id.ts';
import { IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import { HoldRequest } from './reservation-actor.ts';
import {
  Adjustment,
  AdjustStock,
  DeclaredLocation,
  DeclareLocation,
  DEFAULT_MOVEMENTS,
  DEFAULT_PRIORITY,
  ExplainStock,
  Inspection,
  InspectStock,
  Location,
  Locations,
  Receipt,
  ReceiveStock,
  SetThreshold,
  Stock,
  StockAvailability,
  StockHistory,
  Threshold,
  Transfer,
  TransferStock,
} from './stock-api.ts';

/** The schemas of inventory's API by their names in the OpenAPI documents. */
export const inventorySchemas = {
  ReceiveStock,
  Receipt,
  AdjustStock,
  Adjustment,
  TransferStock,
  Transfer,
  InspectStock,
  Inspection,
  StockAvailability,
  Stock,
  StockHistory,
  SetThreshold,
  Threshold,
  DeclareLocation,
  DeclaredLocation,
  Locations,
};

const params = Type.Object({ sku: Sku });
const mug = { sku: 'MUG-BLUE' };
const MANAGES_STOCK = { roles: ['warehouse', 'admin'], scopes: ['stock'] } as const;
/** The movements contain order ids, and the id of a guest order gives access to it: staff only. */
const READS_MOVEMENTS = {
  roles: ['warehouse', 'support', 'finance', 'operator', 'admin'],
  scopes: ['stock'],
} as const;
const DECLARED_LOCATION =
  'A location must be declared (`PUT /locations/{location}`); `main` always is. Otherwise the answer is ' +
  '`location-not-found`, with the declared locations that are spelled alike.';
const STOCK_KEY =
  '`Idempotency-Key` identifies one operation of this kind on the SKU, without expiry: a repeat returns ' +
  'the same result with `idempotent-replayed: true`; the same key with another body is refused.';

/** Every operation of the inventory app. */
export const inventoryOperations = describeOperations('inventory', {
  declareLocation: {
    method: 'PUT',
    path: '/locations/:location',
    summary: 'Declares a location where stock can be, or replaces what was declared.',
    notes: [
      'Ids are compared without letter case.',
      `Units are taken from the lower \`priority\` first; without one it is ${DEFAULT_PRIORITY}.`,
    ],
    access: MANAGES_STOCK,
    audited: true,
    params: Type.Object({ location: Location }),
    body: DeclareLocation,
    answers: { 200: { what: 'the declared location', schema: DeclaredLocation } },
    problems: [],
    example: {
      params: { location: 'leeds' },
      body: { name: 'Leeds, Wharf Street', priority: 10, country: 'GB' },
      status: 200,
    },
  },
  listLocations: {
    method: 'GET',
    path: '/locations',
    summary: 'Lists all locations, in the order in which units are taken from them.',
    access: READS_MOVEMENTS,
    answers: { 200: { what: 'the locations', schema: Locations } },
    problems: [],
    example: { status: 200 },
  },
  receiveStock: {
    method: 'POST',
    path: '/stock/:sku/receipts',
    summary: 'Receives units into stock at a location. Backorders are filled first.',
    notes: [
      'The catalog must have the product, unless `allowUnknownProduct` is true.',
      DECLARED_LOCATION,
      STOCK_KEY,
    ],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: ReceiveStock,
    answers: { 201: { what: 'the recorded receipt', schema: Receipt } },
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'location-not-found',
      'product-not-found',
    ],
    example: { params: mug, body: { location: 'main', quantity: 100 }, status: 201 },
  },
  adjustStock: {
    method: 'POST',
    path: '/stock/:sku/adjustments',
    summary: 'Adjusts the units at a location, up or down, with a reason.',
    notes: [
      'The units on hand never fall below the reserved and quarantined ones.',
      DECLARED_LOCATION,
      STOCK_KEY,
    ],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: AdjustStock,
    answers: { 201: { what: 'the recorded adjustment', schema: Adjustment } },
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'location-not-found',
      'stock-not-found',
      'insufficient-stock',
    ],
    example: {
      params: mug,
      body: { location: 'main', delta: -1, reason: 'damaged', note: 'Chipped in the warehouse' },
      status: 201,
    },
  },
  transferStock: {
    method: 'POST',
    path: '/stock/:sku/transfers',
    summary: 'Transfers available units from one location to another.',
    notes: [DECLARED_LOCATION, STOCK_KEY],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: TransferStock,
    answers: { 201: { what: 'the recorded transfer', schema: Transfer } },
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'location-not-found',
      'stock-not-found',
      'insufficient-stock',
    ],
    example: { params: mug, body: { from: 'main', to: 'leeds', quantity: 5 }, status: 201 },
  },
  inspectStock: {
    method: 'POST',
    path: '/stock/:sku/inspections',
    summary: 'Records an inspection, which moves units into quarantine or out of it.',
    notes: [
      'With the outcome `quarantine`, available units are no longer available. With `sellable`, units in ' +
        'quarantine are available again; with `scrap` they leave the stock.',
      DECLARED_LOCATION,
      STOCK_KEY,
    ],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: InspectStock,
    answers: { 201: { what: 'the recorded inspection', schema: Inspection } },
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'location-not-found',
      'stock-not-found',
      'insufficient-stock',
    ],
    example: {
      params: mug,
      body: { location: 'main', quantity: 1, outcome: 'quarantine', note: 'A crack?' },
      status: 201,
    },
  },
  getStock: {
    method: 'GET',
    path: '/stock/:sku',
    summary: 'Returns whether a product is in stock; to staff its units, in total and by location.',
    notes: [
      'Everyone gets `availability`: `in-stock`, `low` (at the [threshold](#put-stockskuthreshold) or below it) ' +
        'or `out` (a new order would get none). The counts are for staff and for service clients with the ' +
        'scope `stock`.',
      '`waiting` is the number of backordered units: units that become available go to them first.',
    ],
    access: { guests: true, roles, scopes },
    params,
    headers: IF_NONE_MATCH,
    answers: {
      200: {
        what:
          'the availability, for staff with the units; `available` is on hand minus reserved minus ' +
          'quarantined',
        schema: Type.Union([Stock, StockAvailability]),
        headers: ['ETag'],
      },
      ...NOT_MODIFIED,
    },
    problems: ['stock-not-found'],
    example: { params: mug, status: 200 },
  },
  explainStock: {
    method: 'GET',
    path: '/stock/:sku/why',
    summary: 'Explains the stock: every movement with its cause, oldest first.',
    notes: [
      `A page without \`limit\` has ${DEFAULT_MOVEMENTS} movements.`,
      '`totals` sums all movements, on every page; `totals.consistent` is true if the current stock ' +
        'equals these sums.',
    ],
    access: READS_MOVEMENTS,
    params,
    query: ExplainStock,
    answers: {
      200: { what: 'a page; the last page has no `nextCursor`', schema: StockHistory },
    },
    problems: ['stock-not-found'],
    example: { params: mug, query: { limit: '10' }, status: 200 },
  },
  setStockThreshold: {
    method: 'PUT',
    path: '/stock/:sku/threshold',
    summary: 'Sets the low-stock threshold of a product (`StockLow.v1`).',
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IF_MATCH,
    body: SetThreshold,
    answers: {
      200: { what: 'the new threshold', schema: Threshold, headers: ['ETag'] },
    },
    problems: ['stock-not-found', 'precondition-failed'],
    example: { params: mug, body: { lowAt: 5 }, status: 200 },
  },
  getStockThreshold: {
    method: 'GET',
    path: '/stock/:sku/threshold',
    summary: 'Returns the low-stock threshold of a product.',
    access: READS_MOVEMENTS,
    params,
    headers: IF_NONE_MATCH,
    answers: {
      200: { what: 'the threshold', schema: Threshold, headers: ['ETag'] },
      ...NOT_MODIFIED,
    },
    problems: ['not-found'],
    example: { params: mug, status: 200 },
  },
  holdReservation: {
    method: 'PUT',
    path: '/reservations/:orderId/hold',
    summary: 'Holds the units of a new order, once per order.',
    internal: true,
    batched: true,
    params: Type.Object({ orderId: OrderId }),
    body: HoldRequest,
    answers: { 200: { what: '`held`, `short` with the short lines, or `closed`' } },
    problems: ['invalid-request'],
  },
  getReservation: {
    method: 'GET',
    path: '/reservations/:orderId',
    summary: 'Returns the units that are reserved for an order or were dispatched, by location.',
    internal: true,
    params: Type.Object({ orderId: OrderId }),
    answers: { 200: { what: 'the reservation (`ReservationUnits`)' } },
    problems: ['reservation-not-found'],
  },
  ...deadLetterOperations('inventory'),
});
