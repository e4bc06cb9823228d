import { idempotencyKey } from '@commerce/runtime/idempotency';
import type { Context } from 'koa';
import type { InventoryDeps } from '../deps.ts';
import {
  recordStockOperation,
  type NewStockOperation,
} from '../use-cases/record-stock-operation.ts';

/** Records an operation under the key of the request, sets what the answers share, and returns its id. */
export async function recordFor(
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
