import { SetPriority, type LocationPriority } from '@commerce/contracts/inventory/stock-api';
import { readBody, compileSchema, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { setPriority } from '../store/stock.ts';
import { readLocation } from './path-parameters.ts';

const body = compileSchema(SetPriority);

/** PUT /locations/{location}. */
export function setLocationPriority(database: Database): Route {
  return {
    method: 'PUT',
    path: '/locations/:location',
    async handle(ctx, params) {
      const { priority } = await readBody(ctx, body);
      const answer: LocationPriority = { location: readLocation(params), priority };
      await setPriority(database, answer);
      ctx.body = answer;
    },
  };
}
