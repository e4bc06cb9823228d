import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import { answerVersion, httpProblem } from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { readThreshold } from '../store/levels.ts';

export const getStockThresholdRoute = route(
  inventoryOperations.getStockThreshold,
  async ({ database }: InventoryDeps, { params }, ctx) => {
    const sku = canonicalSku(params.sku);
    const threshold = await readThreshold(database, sku);
    if (threshold === undefined) throw httpProblem('not-found', `${sku} has no threshold.`);
    answerVersion(ctx, threshold.lowAt);
    ctx.body = threshold;
  },
);
