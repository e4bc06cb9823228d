import type { Context } from 'koa';
import { Reconcile } from '@commerce/contracts/payment/reconciliation-api';
import { readBody, compileSchema } from '@commerce/runtime/http';
import type { PaymentDeps } from '../app.ts';
import { reconcile } from '../provider/reconcile.ts';

const Body = compileSchema(Reconcile);

export function reconcileRoute(deps: PaymentDeps) {
  return async (ctx: Context) => {
    const { dryRun = false } = await readBody(ctx, Body);
    const { reconcileGraceMs: graceMs } = deps;
    ctx.body = await reconcile(deps, { dryRun, since: undefined, graceMs });
  };
}
