import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { Sku } from '../money.ts';
import type { Operation } from '../operation.ts';
import { orderParams } from '../order/order-params.ts';
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

/** The schemas of inventory's API by their names in the documents. */
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
/** Movements name orders, and the id of a guest's order is the key to it. */
const READS_MOVEMENTS = {
  roles: ['warehouse', 'support', 'finance', 'operator', 'admin'],
  scopes: ['stock'],
} as const;
const STOCK_KEY =
  '`Idempotency-Key` identifies one operation of this kind on the SKU for ever: the same key again ' +
  'gets the same answer with `idempotent-replayed: true`; with another body it is refused.';

/** Every operation of the inventory app. */
export const inventoryOperations: readonly Operation[] = [
  {
    operationId: 'receiveStock',
    method: 'POST',
    path: '/stock/:sku/receipts',
    summary: 'Puts units that arrived at a location into stock. Backorders are served first.',
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
  {
    operationId: 'adjustStock',
    method: 'POST',
    path: '/stock/:sku/adjustments',
    summary: 'Corrects the units at a location, up or down, with a reason.',
    notes: ['Never below the units held for orders.', STOCK_KEY],
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
  {
    operationId: 'transferStock',
    method: 'POST',
    path: '/stock/:sku/transfers',
    summary: 'Moves available units from one location to another.',
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
  {
    operationId: 'getStock',
    method: 'GET',
    path: '/stock/:sku',
    summary: 'Reads the stock of a product, in total and by location.',
    notes: ['`waiting` are backordered units: they are served before any new order.'],
    access: 'public',
    params,
    headers: IF_NONE_MATCH,
    answers: {
      200: {
        what: 'its units; `available` is on hand minus held',
        schema: Stock,
        headers: ['ETag'],
      },
      ...NOT_MODIFIED,
    },
    problems: ['stock-not-found'],
    example: { params: mug, status: 200 },
  },
  {
    operationId: 'explainStock',
    method: 'GET',
    path: '/stock/:sku/why',
    summary: 'Explains the stock of a product: every movement with its cause, oldest first.',
    notes: [
      `Without \`limit\` a page has ${DEFAULT_MOVEMENTS} movements.`,
      'On every page `totals` sums all movements; `totals.consistent` says whether the sums equal ' +
        'the stock.',
    ],
    access: READS_MOVEMENTS,
    params,
    query: ExplainStock,
    answers: {
      200: { what: 'a page; the last one has no `nextCursor`', schema: StockHistory },
    },
    problems: ['stock-not-found'],
    example: { params: mug, query: { limit: '10' }, status: 200 },
  },
  {
    operationId: 'setStockThreshold',
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
  {
    operationId: 'getStockThreshold',
    method: 'GET',
    path: '/stock/:sku/threshold',
    summary: 'Reads the low-stock threshold of a product.',
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
  {
    operationId: 'setLocationPriority',
    method: 'PUT',
    path: '/locations/:location',
    summary: 'Sets the priority of a location: units are taken from the lower number first.',
    notes: [`The default is ${DEFAULT_PRIORITY}.`],
    access: MANAGES_STOCK,
    audited: true,
    params: Type.Object({ location: Location }),
    body: SetPriority,
    answers: { 200: { what: 'the new priority', schema: LocationPriority } },
    problems: [],
    example: { params: { location: 'london' }, body: { priority: 10 }, status: 200 },
  },
  {
    operationId: 'holdReservation',
    method: 'PUT',
    path: '/reservations/:orderId/hold',
    summary: 'Holds the units of a new order, once per order.',
    internal: true,
    params: Type.Object({ orderId: orderParams.properties.id }),
    body: HoldRequest,
    answers: { 200: { what: 'held, short with the short lines, or closed' } },
    problems: ['invalid-request'],
  },
  ...deadLetterOperations('inventory'),
];
