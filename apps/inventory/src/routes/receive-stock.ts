import { ReceiveStock, type Receipt } from '@commerce/contracts/inventory/stock-api';
import { compileSchema, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import type { FreeUnits } from '../sweeps/free-units.ts';
import { operate } from './stock-operation.ts';

const body = compileSchema(ReceiveStock);

/** POST /stock/{sku}/receipts. */
export function receiveStock(deps: { database: Database; free: FreeUnits }): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/receipts',
    async handle(ctx, params) {
      const { operationId, sku, request } = await operate(ctx, params, {
        ...deps,
        body,
        operation: (receipt) => ({ kind: 'receipt', request: receipt }),
      });
      const receipt: Receipt = { receiptId: operationId, sku, ...request };
      ctx.status = 201;
      ctx.body = receipt;
    },
  };
}
