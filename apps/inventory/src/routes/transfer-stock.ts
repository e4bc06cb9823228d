import { TransferStock, type Transfer } from '@commerce/contracts/inventory/stock-api';
import { httpProblem, compileSchema, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import type { FreeUnits } from '../sweeps/free-units.ts';
import { operate } from './stock-operation.ts';

const body = compileSchema(TransferStock);

/** POST /stock/{sku}/transfers. */
export function transferStock(deps: { database: Database; free: FreeUnits }): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/transfers',
    async handle(ctx, params) {
      const { operationId, sku, request } = await operate(ctx, params, {
        ...deps,
        body,
        operation(transfer) {
          if (transfer.from === transfer.to) throw sameLocation();
          return { kind: 'transfer', request: transfer };
        },
      });
      const transfer: Transfer = { transferId: operationId, sku, ...request };
      ctx.status = 201;
      ctx.body = transfer;
    },
  };
}

function sameLocation() {
  const fault = { pointer: '/to', detail: 'is where the units are already' };
  return httpProblem('invalid-request', `${fault.pointer} ${fault.detail}`, { errors: [fault] });
}
