import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import { DEFAULT_MOVEMENTS } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import type { InventoryDeps } from '../deps.ts';
import { explainStock } from '../use-cases/explain-stock.ts';

export const explainStockRoute = route(
  inventoryOperations.explainStock,
  async (deps: InventoryDeps, { params, query }, ctx) => {
    const { cursor = '0', limit = DEFAULT_MOVEMENTS } = query;
    const page = { after: Number(cursor), limit: Number(limit) };
    ctx.body = await explainStock(deps, canonicalSku(params.sku), page);
  },
);
