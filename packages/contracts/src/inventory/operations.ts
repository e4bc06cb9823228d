import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { Sku } from '../money.ts';
import type { Operation } from '../operation.ts';
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
const KEEPS_STOCK = { roles: ['warehouse', 'admin'], scopes: ['stock'] } as const;
/** The movements name orders, which whoever knows the id of a guest's may use. */
const SEES_STOCK = {
  roles: ['warehouse', 'support', 'finance', 'operator', 'admin'],
  scopes: ['stock'],
} as const;
const STOCK_KEY =
  '`Idempotency-Key` names one operation of this kind on the SKU for ever: the same key again ' +
  'answers the same one with `idempotent-replayed: true`, with another body it is refused.';

/** Every operation of the inventory app. */
export const inventoryOperations: readonly Operation[] = [
  {
    operationId: 'receiveStock',
    method: 'POST',
    path: '/stock/:sku/receipts',
    summary:
      'Puts units that arrived at a location into stock. Who waits for them is served first.',
    notes: [STOCK_KEY],
    access: KEEPS_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: ReceiveStock,
    answers: { 201: { what: 'the receipt as it was recorded', schema: Receipt } },
    problems: ['invalid-idempotency-key', 'idempotency-key-reused'],
    example: { params: mug, body: { location: 'london', quantity: 100 }, status: 201 },
  },
  {
    operationId: 'adjustStock',
    method: 'POST',
    path: '/stock/:sku/adjustments',
    summary: 'Corrects the units at a location, up or down, with the reason.',
    notes: ['Never below what is held for orders.', STOCK_KEY],
    access: KEEPS_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: AdjustStock,
    answers: { 201: { what: 'the adjustment as it was recorded', schema: Adjustment } },
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
    summary: 'Moves free units from one location to another.',
    notes: [STOCK_KEY],
    access: KEEPS_STOCK,
    audited: true,
    params,
    headers: IDEMPOTENCY_KEY,
    body: TransferStock,
    answers: { 201: { what: 'the transfer as it was recorded', schema: Transfer } },
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
    summary: 'Reads the stock of a product, over all locations and by location.',
    notes: ['`waiting` are units that orders wait for: they get what becomes free first.'],
    access: 'public',
    params,
    headers: IF_NONE_MATCH,
    answers: {
      200: {
        what: 'its units; `available` is on hand less held',
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
    summary: 'Says why the stock is what it is: every movement with what caused it, oldest first.',
    notes: [
      `A page that names no \`limit\` has ${DEFAULT_MOVEMENTS} movements.`,
      '`totals` sums the whole chain, on every page; `totals.holds` says whether the stock has just ' +
        'these numbers.',
    ],
    access: SEES_STOCK,
    params,
    query: ExplainStock,
    answers: {
      200: { what: 'a page; `nextCursor` is absent on the last one', schema: StockHistory },
    },
    problems: ['stock-not-found'],
    example: { params: mug, query: { limit: '10' }, status: 200 },
  },
  {
    operationId: 'setStockThreshold',
    method: 'PUT',
    path: '/stock/:sku/threshold',
    summary: 'Sets how few available units of a product are told as low (`StockLow.v1`).',
    access: KEEPS_STOCK,
    audited: true,
    params,
    headers: IF_MATCH,
    body: SetThreshold,
    answers: {
      200: { what: 'the threshold as it is now', schema: Threshold, headers: ['ETag'] },
    },
    problems: ['stock-not-found', 'precondition-failed'],
    example: { params: mug, body: { lowAt: 5 }, status: 200 },
  },
  {
    operationId: 'getStockThreshold',
    method: 'GET',
    path: '/stock/:sku/threshold',
    summary: 'Reads how few available units of a product are told as low.',
    access: SEES_STOCK,
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
    summary: 'Sets the priority of a location: units are taken from a lower number first.',
    notes: [`A location that was given none has ${DEFAULT_PRIORITY}.`],
    access: KEEPS_STOCK,
    audited: true,
    params: Type.Object({ location: Location }),
    body: SetPriority,
    answers: { 200: { what: 'the priority as it is now', schema: LocationPriority } },
    problems: [],
    example: { params: { location: 'london' }, body: { priority: 10 }, status: 200 },
  },
  {
    operationId: 'holdReservation',
    method: 'PUT',
    path: '/reservations/:orderId/hold',
    summary: 'Holds the units of a new order, once per order.',
    internal: true,
    params: Type.Object({ orderId: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) }),
    body: HoldRequest,
    answers: { 200: { what: 'held, short with the lines that lack, or closed' } },
    problems: ['invalid-request'],
  },
  ...deadLetterOperations('inventory'),
];
