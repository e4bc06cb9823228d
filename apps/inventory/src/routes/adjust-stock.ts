import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import type { Adjustment } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import type { InventoryDeps } from '../deps.ts';
import { recordFor } from './stock-operation.ts';

export const adjustStockRoute = route(
  inventoryOperations.adjustStock,
  async (deps: InventoryDeps, { params, body: request }, ctx) => {
    const sku = canonicalSku(params.sku);
    const adjustmentId = await recordFor(ctx, deps, { sku, kind: 'adjustment', request });
    ctx.body = { adjustmentId, sku, ...request } satisfies Adjustment;
  },
);
