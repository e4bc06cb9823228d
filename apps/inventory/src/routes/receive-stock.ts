import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import type { Receipt } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import type { InventoryDeps } from '../deps.ts';
import { recordFor } from './stock-operation.ts';

export const receiveStockRoute = route(
  inventoryOperations.receiveStock,
  async (deps: InventoryDeps, { params, body: request }, ctx) => {
    const sku = canonicalSku(params.sku);
    const receiptId = await recordFor(ctx, deps, { sku, kind: 'receipt', request });
    ctx.body = { receiptId, sku, ...request } satisfies Receipt;
  },
);
