import {
  SetPriority,
  SetThreshold,
  type LocationPriority,
  type Threshold,
} from '@commerce/contracts/inventory/stock-api';
import {
  answerVersion,
  compileSchema,
  httpProblem,
  readBody,
  refuseQuery,
  requireMatch,
  type Route,
} from '@commerce/runtime/http';
import type { InventoryDeps } from '../deps.ts';
import { readThreshold } from '../store/levels.ts';
import { writePriority } from '../store/stock.ts';
import { setStockThreshold } from '../use-cases/set-stock-threshold.ts';
import { readLocation, readSku } from './path-parameters.ts';

const thresholdBody = compileSchema(SetThreshold);
const priorityBody = compileSchema(SetPriority);

/** GET /stock/{sku}/threshold. */
export function getThreshold({ database }: InventoryDeps): Route {
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

/** PUT /stock/{sku}/threshold. */
export function putThreshold(deps: InventoryDeps): Route {
  return {
    method: 'PUT',
    path: '/stock/:sku/threshold',
    async handle(ctx, params) {
      const sku = readSku(params);
      const { lowAt } = await readBody(ctx, thresholdBody);
      const threshold: Threshold = { sku, lowAt };
      await setStockThreshold(deps, threshold, (present) => requireMatch(ctx, present?.lowAt));
      answerVersion(ctx, lowAt);
      ctx.body = threshold;
    },
  };
}

/** PUT /locations/{location}. */
export function putPriority({ database }: InventoryDeps): Route {
  return {
    method: 'PUT',
    path: '/locations/:location',
    async handle(ctx, params) {
      const { priority } = await readBody(ctx, priorityBody);
      const answer: LocationPriority = { location: readLocation(params), priority };
      await writePriority(database, answer);
      ctx.body = answer;
    },
  };
}
