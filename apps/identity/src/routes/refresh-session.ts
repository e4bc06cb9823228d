import { Refresh } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { readBody, compileSchema } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { tokensOf } from '../sessions/open-session.ts';
import { refreshSession } from '../sessions/refresh-session.ts';

const Body = compileSchema(Refresh);

/** POST /sessions/refresh. Every refused token gets the same answer. */
export function refreshRoute(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { refreshToken } = await readBody(ctx, Body);
    const session = await refreshSession(deps, refreshToken, null);
    if (session === undefined) throw problem('refresh-refused', 'Sign in again.');
    ctx.body = await tokensOf(deps, session);
  };
}
