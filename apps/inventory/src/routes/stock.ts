import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import {
  type Adjustment,
  DEFAULT_MOVEMENTS,
  type Inspection,
  type Receipt,
  type Threshold,
  type Transfer,
} from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/sku';
import { callerIf } from 'dapr-actor-runtime/access';
import { type AppRoute, route } from 'dapr-actor-runtime/app';
import { answerVersion, contentVersion, requireMatch } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import { idempotencyKey } from 'dapr-actor-runtime/idempotency';
import type { Context } from 'koa';
import type { InventoryDeps } from '../deps.ts';
import { mayReadCounts } from '../domain/stock-readers.ts';
import { readThreshold } from '../store/levels.ts';
import { explainStock } from '../use-cases/explain-stock.ts';
import { getStock } from '../use-cases/get-stock.ts';
import {
  type NewStockOperation,
  recordStockOperation,
} from '../use-cases/record-stock-operation.ts';
import { setStockThreshold } from '../use-cases/set-stock-threshold.ts';

/** The stock of products: what changes it, what it is, and why. */
export const stockRoutes: AppRoute<InventoryDeps>[] = [
  route(inventoryOperations.receiveStock, async (deps, { params, body }, ctx) => {
    const { allowUnknownProduct, ...request } = body;
    const operation = { ...skuOf(params), kind: 'receipt', request } as const;
    const { operationId, ...recorded } = await recordFor(ctx, deps, operation, allowUnknownProduct);
    ctx.body = { receiptId: operationId, ...recorded } satisfies Receipt;
  }),

  route(inventoryOperations.adjustStock, async (deps, { params, body: request }, ctx) => {
    const operation = { ...skuOf(params), kind: 'adjustment', request } as const;
    const { operationId, ...recorded } = await recordFor(ctx, deps, operation);
    ctx.body = { adjustmentId: operationId, ...recorded } satisfies Adjustment;
  }),

  route(inventoryOperations.transferStock, async (deps, { params, body: request }, ctx) => {
    const operation = { ...skuOf(params), kind: 'transfer', request } as const;
    const { operationId, ...recorded } = await recordFor(ctx, deps, operation);
    ctx.body = { transferId: operationId, ...recorded } satisfies Transfer;
  }),

  route(inventoryOperations.inspectStock, async (deps, { params, body: request }, ctx) => {
    const operation = { ...skuOf(params), kind: 'inspection', request } as const;
    const { operationId, ...recorded } = await recordFor(ctx, deps, operation);
    ctx.body = { inspectionId: operationId, ...recorded } satisfies Inspection;
  }),

  route(inventoryOperations.getStock, async (deps, { params }, ctx) => {
    const stock = await getStock(deps, canonicalSku(params.sku));
    const { sku, availability } = stock;
    const shown = mayReadCounts(callerIf(ctx)) ? stock : { sku, availability };
    ctx.vary('authorization');
    answerVersion(ctx, contentVersion(shown));
    ctx.body = shown;
  }),

  route(inventoryOperations.explainStock, async (deps, { params, query }, ctx) => {
    const { cursor = '0', limit = DEFAULT_MOVEMENTS } = query;
    const page = { after: Number(cursor), limit: Number(limit) };
    ctx.body = await explainStock(deps, canonicalSku(params.sku), page);
  }),

  route(inventoryOperations.setStockThreshold, async (deps, { params, body: { lowAt } }, ctx) => {
    const { sku } = skuOf(params);
    const check = (present?: Threshold) => requireMatch(ctx, present?.lowAt);
    const threshold = await setStockThreshold(deps, { sku, lowAt }, check);
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
];

function skuOf({ sku }: { sku: string }): { sku: string } {
  return { sku: canonicalSku(sku) };
}

/** Records an operation under the key of the request, and sets and returns what the answers share. */
async function recordFor<Operation extends NewStockOperation>(
  ctx: Context,
  deps: InventoryDeps,
  operation: Operation,
  allowUnknownProduct?: boolean,
): Promise<{ operationId: string; sku: string } & Operation['request']> {
  const options = { idempotencyKey: idempotencyKey(ctx), allowUnknownProduct };
  const { operationId, sku, request, isRepeat } = await recordStockOperation(
    deps,
    operation,
    options,
  );
  if (isRepeat) ctx.set('idempotent-replayed', 'true');
  ctx.status = 201;
  return { operationId, sku, ...request };
}
