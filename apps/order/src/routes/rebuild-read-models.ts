import { orderOperations } from '@commerce/contracts/order/operations';
import { route } from '@commerce/runtime/app';
import { refuseInvocation } from '@commerce/runtime/http';
import type { OrderDeps } from '../deps.ts';
import { rebuildReadModels } from '../use-cases/rebuild-read-models.ts';

/** Only for callers with the app token (`npm run rebuild -- order`): other apps are refused. */
export const rebuildReadModelsRoute = route(
  orderOperations.rebuildReadModels,
  async (deps: OrderDeps, { body: { check = false } }, ctx) => {
    ctx.body = await rebuildReadModels(deps, { check });
  },
  { middleware: () => [refuseInvocation] },
);
