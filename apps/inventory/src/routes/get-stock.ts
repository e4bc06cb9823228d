import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import { answerVersion, contentVersion } from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { getStock } from '../use-cases/get-stock.ts';

export const getStockRoute = route(
  inventoryOperations.getStock,
  async (deps: InventoryDeps, { params }, ctx) => {
    const stock = await getStock(deps, canonicalSku(params.sku));
    answerVersion(ctx, contentVersion(stock));
    ctx.body = stock;
  },
);
