import {
  AdjustStock,
  ReceiveStock,
  TransferStock,
  type Adjustment,
  type Receipt,
  type Transfer,
} from '@commerce/contracts/inventory/stock-api';
import { compileSchema, httpProblem, readBody, type Route } from '@commerce/runtime/http';
import { idempotencyKey } from '@commerce/runtime/idempotency';
import type { Context } from 'koa';
import type { InventoryDeps } from '../deps.ts';
import {
  recordStockOperation,
  type NewStockOperation,
} from '../use-cases/record-stock-operation.ts';
import { readSku } from './path-parameters.ts';

const receiveBody = compileSchema(ReceiveStock);
const adjustBody = compileSchema(AdjustStock);
const transferBody = compileSchema(TransferStock);

/** POST /stock/{sku}/receipts. */
export function receiveStock(deps: InventoryDeps): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/receipts',
    async handle(ctx, params) {
      const sku = readSku(params);
      const request = await readBody(ctx, receiveBody);
      const receiptId = await record(ctx, deps, { sku, kind: 'receipt', request });
      ctx.body = { receiptId, sku, ...request } satisfies Receipt;
    },
  };
}

/** POST /stock/{sku}/adjustments. */
export function adjustStock(deps: InventoryDeps): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/adjustments',
    async handle(ctx, params) {
      const sku = readSku(params);
      const request = await readBody(ctx, adjustBody);
      const adjustmentId = await record(ctx, deps, { sku, kind: 'adjustment', request });
      ctx.body = { adjustmentId, sku, ...request } satisfies Adjustment;
    },
  };
}

/** POST /stock/{sku}/transfers. */
export function transferStock(deps: InventoryDeps): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/transfers',
    async handle(ctx, params) {
      const sku = readSku(params);
      const request = await readBody(ctx, transferBody);
      if (request.from === request.to) throw sameLocation();
      const transferId = await record(ctx, deps, { sku, kind: 'transfer', request });
      ctx.body = { transferId, sku, ...request } satisfies Transfer;
    },
  };
}

/** Records the operation, sets what the answers have in common, and returns its id. */
async function record(
  ctx: Context,
  deps: InventoryDeps,
  operation: NewStockOperation,
): Promise<string> {
  const key = { idempotencyKey: idempotencyKey(ctx) };
  const { operationId, isRepeat } = await recordStockOperation(deps, operation, key);
  if (isRepeat) ctx.set('idempotent-replayed', 'true');
  ctx.status = 201;
  return operationId;
}

function sameLocation() {
  const fault = { pointer: '/to', detail: 'is the location that the units are taken from' };
  return httpProblem('invalid-request', `${fault.pointer} ${fault.detail}`, { errors: [fault] });
}
