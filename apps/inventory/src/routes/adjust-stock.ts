import { AdjustStock, type Adjustment } from '@commerce/contracts/inventory/stock-api';
import { compileSchema, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import type { FreeUnits } from '../sweeps/free-units.ts';
import { operate } from './stock-operation.ts';

const body = compileSchema(AdjustStock);

/** POST /stock/{sku}/adjustments. */
export function adjustStock(deps: { database: Database; free: FreeUnits }): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/adjustments',
    async handle(ctx, params) {
      const { operationId, sku, request } = await operate(ctx, params, {
        ...deps,
        body,
        operation: (adjustment) => ({ kind: 'adjustment', request: adjustment }),
      });
      const adjustment: Adjustment = { adjustmentId: operationId, sku, ...request };
      ctx.status = 201;
      ctx.body = adjustment;
    },
  };
}
