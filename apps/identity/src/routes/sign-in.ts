import { SignIn } from '@commerce/contracts/identity/identity-api';
import { readBody, compileSchema } from '@commerce/runtime/http';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { checkCredentials } from '../sessions/check-credentials.ts';
import { openSession, tokensOf } from '../sessions/open-session.ts';

const Body = compileSchema(SignIn);

/** POST /sessions. */
export function signIn(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const account = await checkCredentials(deps, ctx, await readBody(ctx, Body));
    const session = await transaction(deps.database, (trx) =>
      openSession(deps, trx, account, null),
    );
    ctx.status = 201;
    ctx.body = await tokensOf(deps, session);
  };
}
