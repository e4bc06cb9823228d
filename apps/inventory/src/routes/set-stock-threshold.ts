import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import type { Threshold } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import { answerVersion, requireMatch } from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { setStockThreshold } from '../use-cases/set-stock-threshold.ts';

export const setStockThresholdRoute = route(
  inventoryOperations.setStockThreshold,
  async (deps: InventoryDeps, { params, body: { lowAt } }, ctx) => {
    const threshold: Threshold = { sku: canonicalSku(params.sku), lowAt };
    await setStockThreshold(deps, threshold, (present) => requireMatch(ctx, present?.lowAt));
    answerVersion(ctx, lowAt);
    ctx.body = threshold;
  },
);
