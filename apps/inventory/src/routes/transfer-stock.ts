import { inventoryOperations } from '@commerce/contracts/inventory/operations';
import type { Transfer } from '@commerce/contracts/inventory/stock-api';
import { canonicalSku } from '@commerce/contracts/money';
import { route } from '@commerce/runtime/app';
import { httpProblem } from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { recordFor } from './stock-operation.ts';

export const transferStockRoute = route(
  inventoryOperations.transferStock,
  async (deps: InventoryDeps, { params, body: request }, ctx) => {
    const sku = canonicalSku(params.sku);
    if (request.from === request.to) throw sameLocation();
    const transferId = await recordFor(ctx, deps, { sku, kind: 'transfer', request });
    ctx.body = { transferId, sku, ...request } satisfies Transfer;
  },
);

function sameLocation() {
  const fault = { pointer: '/to', detail: 'is the location that the units are taken from' };
  return httpProblem('invalid-request', `${fault.pointer} ${fault.detail}`, { errors: [fault] });
}
