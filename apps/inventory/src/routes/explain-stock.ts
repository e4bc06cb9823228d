import { DEFAULT_MOVEMENTS, ExplainStock } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/contracts/problems';
import { readQuery, compileSchema, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { readHistory } from '../store/history.ts';
import { readSku } from './path-parameters.ts';

const query = compileSchema(ExplainStock);

/** GET /stock/{sku}/why: every movement with what caused it, and that they sum to the stock. */
export function explainStock(database: Database): Route {
  return {
    method: 'GET',
    path: '/stock/:sku/why',
    async handle(ctx, params) {
      const sku = readSku(params);
      const { cursor = '0', limit = DEFAULT_MOVEMENTS } = readQuery(ctx, query);
      const page = { after: Number(cursor), limit: Number(limit) };
      const history = await readHistory(database, sku, page);
      if (history === undefined) throw problem('stock-not-found', `${sku} was never received.`);
      ctx.body = history;
    },
  };
}
