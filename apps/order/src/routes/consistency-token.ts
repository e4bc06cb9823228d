import {
  AT_LEAST_AS_FRESH,
  CONSISTENCY_TOKEN,
  tokenOf,
  writesIn,
} from '@commerce/contracts/order/consistency-token';
import { problem } from '@commerce/platform/problem';
import type { AppRoute } from 'dapr-actor-runtime/app';
import { compileSchema } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Middleware } from 'koa';
import type { OrderDeps } from '../deps.ts';

const tokens = compileSchema(AT_LEAST_AS_FRESH[CONSISTENCY_TOKEN].schema);

/** Answers a command with the token of what it wrote, where its operation says so. */
export function answeringTokens<D>(route: AppRoute<D>): AppRoute<D> {
  const answers = Object.values(route.operation.answers);
  if (!answers.some(({ headers }) => headers?.includes(CONSISTENCY_TOKEN) === true)) return route;
  return {
    ...route,
    async handle(deps, ctx, params) {
      await route.handle(deps, ctx, params);
      const { id, version } = ctx.body as { id?: string; version?: number };
      // A preview shows no version, because it wrote nothing.
      if (id !== undefined && version !== undefined)
        ctx.set(CONSISTENCY_TOKEN, tokenOf(id, version));
    },
  };
}

/** Lets a read of the read models wait for the writes whose tokens it has: read-model-behind. */
export function atLeastAsFresh({ freshReads }: Pick<OrderDeps, 'freshReads'>): Middleware {
  return async (ctx, next) => {
    const given = ctx.get(CONSISTENCY_TOKEN);
    if (given === '') return next();
    if (!tokens.validator.Check(given)) {
      throw httpProblem('invalid-request', `${CONSISTENCY_TOKEN} has no tokens of this API.`);
    }
    if (await freshReads.untilApplied(writesIn(given))) return next();
    ctx.set('retry-after', '1');
    throw problem('read-model-behind', 'What you have written is not in the list yet. Try again.');
  };
}
