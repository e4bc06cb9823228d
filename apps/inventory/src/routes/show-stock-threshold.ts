import { answerVersion, httpProblem, refuseQuery, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { readThreshold } from '../store/stock.ts';
import { readSku } from './path-parameters.ts';

/** GET /stock/{sku}/threshold. */
export function showStockThreshold(database: Database): Route {
  return {
    method: 'GET',
    path: '/stock/:sku/threshold',
    middleware: [refuseQuery],
    async handle(ctx, params) {
      const sku = readSku(params);
      const threshold = await readThreshold(database, sku);
      if (threshold === undefined) throw httpProblem('not-found', `${sku} has no threshold.`);
      answerVersion(ctx, threshold.lowAt);
      ctx.body = threshold;
    },
  };
}
