import { DEFAULT_MOVEMENTS, ExplainStock } from '@commerce/contracts/inventory/stock-api';
import {
  answerVersion,
  compileSchema,
  contentVersion,
  readQuery,
  refuseQuery,
  type Route,
} from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { explainStock } from '../use-cases/explain-stock.ts';
import { showStock } from '../use-cases/show-stock.ts';
import { readSku } from './path-parameters.ts';

const explainQuery = compileSchema(ExplainStock);

/** GET /stock/{sku}. */
export function getStock(deps: InventoryDeps): Route {
  return {
    method: 'GET',
    path: '/stock/:sku',
    middleware: [refuseQuery],
    async handle(ctx, params) {
      const stock = await showStock(deps, readSku(params));
      answerVersion(ctx, contentVersion(stock));
      ctx.body = stock;
    },
  };
}

/** GET /stock/{sku}/why: every movement with its cause, and whether they sum to the stock. */
export function getStockHistory(deps: InventoryDeps): Route {
  return {
    method: 'GET',
    path: '/stock/:sku/why',
    async handle(ctx, params) {
      const sku = readSku(params);
      const { cursor = '0', limit = DEFAULT_MOVEMENTS } = readQuery(ctx, explainQuery);
      ctx.body = await explainStock(deps, sku, { after: Number(cursor), limit: Number(limit) });
    },
  };
}
