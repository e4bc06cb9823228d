import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import {
  type Adjustment,
  DEFAULT_MOVEMENTS,
  type LocationPriority,
  type Receipt,
  type Threshold,
  type Transfer,
} from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/sku';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import { answerVersion, contentVersion, httpProblem, requireMatch } from 'dapr-actor-runtime/http';
import { idempotencyKey } from 'dapr-actor-runtime/idempotency';
import type { Context } from 'koa';
import type { InventoryDeps } from '../deps.ts';
import { readThreshold } from '../store/levels.ts';
import { writePriority } from '../store/stock.ts';
import { explainStock } from '../use-cases/explain-stock.ts';
import { getStock } from '../use-cases/get-stock.ts';
import {
  type NewStockOperation,
  recordStockOperation,
} from '../use-cases/record-stock-operation.ts';
import { setStockThreshold } from '../use-cases/set-stock-threshold.ts';

/** The stock of products: what changes it, what it is, and why. */
export const stockRoutes: AppRoute<InventoryDeps>[] = [
  route(inventoryOperations.receiveStock, async (deps, { params, body: request }, ctx) => {
    const sku = canonicalSku(params.sku);
    const receiptId = await recordFor(ctx, deps, { sku, kind: 'receipt', request });
    ctx.body = { receiptId, sku, ...request } satisfies Receipt;
  }),

  route(inventoryOperations.adjustStock, async (deps, { params, body: request }, ctx) => {
    const sku = canonicalSku(params.sku);
    const adjustmentId = await recordFor(ctx, deps, { sku, kind: 'adjustment', request });
    ctx.body = { adjustmentId, sku, ...request } satisfies Adjustment;
  }),

  route(inventoryOperations.transferStock, async (deps, { params, body: request }, ctx) => {
    const sku = canonicalSku(params.sku);
    if (request.from === request.to) throw sameLocation();
    const transferId = await recordFor(ctx, deps, { sku, kind: 'transfer', request });
    ctx.body = { transferId, sku, ...request } satisfies Transfer;
  }),

  route(inventoryOperations.getStock, async (deps, { params }, ctx) => {
    const stock = await getStock(deps, canonicalSku(params.sku));
    answerVersion(ctx, contentVersion(stock));
    ctx.body = stock;
  }),

  route(inventoryOperations.explainStock, async (deps, { params, query }, ctx) => {
    const { cursor = '0', limit = DEFAULT_MOVEMENTS } = query;
    const page = { after: Number(cursor), limit: Number(limit) };
    ctx.body = await explainStock(deps, canonicalSku(params.sku), page);
  }),

  route(inventoryOperations.setStockThreshold, async (deps, { params, body: { lowAt } }, ctx) => {
    const threshold: Threshold = { sku: canonicalSku(params.sku), lowAt };
    await setStockThreshold(deps, threshold, (present) => requireMatch(ctx, present?.lowAt));
    answerVersion(ctx, lowAt);
    ctx.body = threshold;
  }),

  route(inventoryOperations.getStockThreshold, async ({ database }, { params }, ctx) => {
    const sku = canonicalSku(params.sku);
    const threshold = await readThreshold(database, sku);
    if (threshold === undefined) throw httpProblem('not-found', `${sku} has no threshold.`);
    answerVersion(ctx, threshold.lowAt);
    ctx.body = threshold;
  }),

  route(
    inventoryOperations.setLocationPriority,
    async ({ database }, { params: { location }, body: { priority } }, ctx) => {
      const answer: LocationPriority = { location, priority };
      await writePriority(database, answer);
      ctx.body = answer;
    },
  ),
];

function sameLocation() {
  const fault = { pointer: '/to', detail: 'is the location that the units are taken from' };
  return httpProblem('invalid-request', `${fault.pointer} ${fault.detail}`, { errors: [fault] });
}

/** Records an operation under the key of the request, sets what the answers share, and returns its id. */
async function recordFor(
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
