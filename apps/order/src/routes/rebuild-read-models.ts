import { RebuildReadModels } from '@commerce/contracts/order/rebuild-api';
import { readBody, refuseInvocation, compileSchema, type Route } from '@commerce/runtime/http';
import { SUMMARY_CONSUMER } from '../handlers/summarize-orders.ts';
import { rebuildReadModels } from '../store/rebuild-read-models.ts';
import type { RouteDeps } from './index.ts';

const rebuildSchema = compileSchema(RebuildReadModels);

/** POST /read-models/rebuild, for who knows the app's token: `npm run rebuild -- order`. */
export function rebuild({ database }: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/read-models/rebuild',
    async handle(ctx) {
      const { check = false } = await readBody(ctx, rebuildSchema);
      ctx.body = await rebuildReadModels(database, { check, consumer: SUMMARY_CONSUMER });
    },
    middleware: [refuseInvocation],
  };
}
