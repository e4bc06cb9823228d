import type { AppRoute } from 'dapr-actor-runtime/app';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Middleware } from 'koa';
import type { IdentityDeps } from '../deps.ts';

/**
 * Routes about accounts and tokens of this app: with an outside issuer, which has its own, they do
 * not exist (404).
 */
export function unlessOutsideIssuer(
  routes: readonly AppRoute<IdentityDeps>[],
): AppRoute<IdentityDeps>[] {
  return routes.map((route) => ({
    ...route,
    middleware: (deps) => [
      ...(deps.outsideIssuer === undefined ? [] : [refuse(deps.outsideIssuer)]),
      ...(route.middleware?.(deps) ?? []),
    ],
  }));
}

function refuse(outsideIssuer: string): Middleware {
  return () => {
    throw httpProblem('not-found', `Accounts and tokens are those of ${outsideIssuer}.`);
  };
}
