import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { Sku } from '../sku.ts';
import { describeOperations } from '../operation.ts';
import { OrderId } from '../order/order-id.ts';
import { IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, NOT_MODIFIED } from '../request-headers.ts';
import { HoldRequest } from './reservation-actor.ts';
import {
  Adjustment,
  AdjustStock,
  DEFAULT_MOVEMENTS,
  DEFAULT_PRIORITY,
  ExplainStock,
  Location,
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
} from './stock-api.ts';

/** The schemas of inventory's API by their names in the OpenAPI documents. */
export const inventorySchemas = {
  ReceiveStock,
  Receipt,
  AdjustStock,
  Adjustment,
  TransferStock,
  Transfer,
  Stock,
  StockHistory,
  SetThreshold,
  Threshold,
  SetPriority,
  LocationPriority,
};

const params = Type.Object({ sku: Sku });
const mug = { sku: 'MUG-BLUE' };
const MANAGES_STOCK = { roles: ['warehouse', 'admin'], scopes: ['stock'] } as const;
/** The movements contain order ids, and the id of a guest order gives access to it: staff only. */
const READS_MOVEMENTS = {
  roles: ['warehouse', 'support', 'finance', 'operator', 'admin'],
  scopes: ['stock'],
} as const;
const STOCK_KEY =
  '`Idempotency-Key` identifies one operation of this kind on the SKU, without expiry: a repeat returns ' +
  'the same result with `idempotent-replayed: true`; the same key with another body is refused.';

/** Every operation of the inventory app. */
export const inventoryOperations = describeOperations('inventory', {
  receiveStock: {
    method: 'POST',
    path: '/stock/:sku/receipts',
    summary: 'Receives units into stock at a location. Backorders are filled first.',
    notes: [STOCK_KEY],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: ReceiveStock,
    answers: { 201: { what: 'the recorded receipt', schema: Receipt } },
    problems: ['invalid-idempotency-key', 'idempotency-key-reused'],
    example: { params: mug, body: { location: 'london', quantity: 100 }, status: 201 },
  },
  adjustStock: {
    method: 'POST',
    path: '/stock/:sku/adjustments',
    summary: 'Adjusts the units at a location, up or down, with a reason.',
    notes: ['The units on hand never fall below the units held for orders.', STOCK_KEY],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: AdjustStock,
    answers: { 201: { what: 'the recorded adjustment', schema: Adjustment } },
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'stock-not-found',
      'insufficient-stock',
    ],
    example: {
      params: mug,
      body: { location: 'london', delta: -1, reason: 'damaged', note: 'Chipped in the warehouse' },
      status: 201,
    },
  },
  transferStock: {
    method: 'POST',
    path: '/stock/:sku/transfers',
    summary: 'Transfers available units from one location to another.',
    notes: [STOCK_KEY],
    access: MANAGES_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: TransferStock,
    answers: { 201: { what: 'the recorded transfer', schema: Transfer } },
    problems: [
      'invalid-idempotency-key',
      'idempotency-key-reused',
      'stock-not-found',
      'insufficient-stock',
    ],
    example: { params: mug, body: { from: 'london', to: 'leeds', quantity: 5 }, status: 201 },
  },
  getStock: {
    method: 'GET',
    path: '/stock/:sku',
    summary: 'Returns the stock of a product, in total and by location.',
    notes: [
      '`waiting` is the number of backordered units: units that become available go to them first.',
    ],
    access: 'public',
    params,
    headers: IF_NONE_MATCH,
    answers: {
      200: {
        what: 'the units; `available` is on hand minus held',
        schema: Stock,
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
  setLocationPriority: {
    method: 'PUT',
    path: '/locations/:location',
    summary: 'Sets the priority of a location. Locations with a lower number are used first.',
    notes: [`The default is ${DEFAULT_PRIORITY}.`],
    access: MANAGES_STOCK,
    audited: true,
    params: Type.Object({ location: Location }),
    body: SetPriority,
    answers: { 200: { what: 'the new priority', schema: LocationPriority } },
    problems: [],
    example: { params: { location: 'london' }, body: { priority: 10 }, status: 200 },
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
  ...deadLetterOperations('inventory'),
});
