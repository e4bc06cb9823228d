import { SetThreshold, type Threshold } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/contracts/problems';
import {
  answerVersion,
  readBody,
  requireMatch,
  compileSchema,
  type Route,
} from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { currentContext } from '@commerce/runtime/telemetry';
import { readStock, setThreshold } from '../store/stock.ts';
import { readSku } from './path-parameters.ts';

const body = compileSchema(SetThreshold);

/** PUT /stock/{sku}/threshold. */
export function setStockThreshold(database: Database): Route {
  return {
    method: 'PUT',
    path: '/stock/:sku/threshold',
    async handle(ctx, params) {
      const sku = readSku(params);
      const { lowAt } = await readBody(ctx, body);
      if ((await readStock(database, sku)).length === 0) {
        throw problem('stock-not-found', `${sku} was never received.`);
      }
      const threshold: Threshold = { sku, lowAt };
      await setThreshold(database, threshold, {
        correlationId: currentContext()?.correlationId ?? sku,
        check: (before) => requireMatch(ctx, before?.lowAt),
      });
      answerVersion(ctx, lowAt);
      ctx.body = threshold;
    },
  };
}
