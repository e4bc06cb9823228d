import { ReceiveStock, type Receipt } from '@commerce/contracts/inventory/stock-api';
import { httpProblem, readBody, shape, type Route } from '@commerce/runtime/http';
import { idempotencyKey } from '@commerce/runtime/idempotency';
import { derivedId, uuidv7 } from '@commerce/runtime/ids';
import type { Database } from '@commerce/runtime/postgres';
import { currentContext } from '@commerce/runtime/telemetry';
import { recordReceipt } from '../store/receipts.ts';
import { readSku } from './sku-parameter.ts';

const receiveStockShape = shape(ReceiveStock);

/** POST /stock/{sku}/receipts. An Idempotency-Key names the SKU's receipt for ever. */
export function receiveStock(database: Database): Route {
  return {
    method: 'POST',
    path: '/stock/:sku/receipts',
    async handle(ctx, params) {
      const sku = readSku(params);
      const { location, quantity } = await readBody(ctx, receiveStockShape);
      const key = idempotencyKey(ctx);
      const receiptId = `rcp_${key === undefined ? uuidv7() : derivedId(sku, key)}`;
      const wanted: Receipt = { receiptId, sku, location, quantity };
      const correlationId = currentContext()?.correlationId ?? receiptId;
      const { recorded, isNew } = await recordReceipt(database, wanted, correlationId);
      if (recorded.location !== location || recorded.quantity !== quantity) {
        throw httpProblem('idempotency-key-reused', 'This key came with another receipt before.');
      }
      if (!isNew) ctx.set('idempotent-replayed', 'true');
      ctx.status = 201;
      ctx.body = recorded;
    },
  };
}
