import { Refresh, SignIn } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import { compileSchema, readBody } from '@commerce/runtime/http';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { endSession, readSessions, signOut } from '../use-cases/manage-sessions.ts';
import { refreshSession } from '../use-cases/refresh-session.ts';
import { signIn } from '../use-cases/sign-in.ts';
import { remoteAddressOf } from './remote-address.ts';

const SignInSchema = compileSchema(SignIn);
const RefreshSchema = compileSchema(Refresh);

/** POST /sessions. */
export function createSession(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const body = await readBody(ctx, SignInSchema);
    ctx.body = await signIn(deps, { ...body, remoteAddress: remoteAddressOf(ctx) });
    ctx.status = 201;
  };
}

/** POST /sessions/refresh. Every token that is not accepted gets the same answer. */
export function refresh(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { refreshToken } = await readBody(ctx, RefreshSchema);
    const tokens = await refreshSession(deps, { refreshToken, clientId: null });
    if (tokens === undefined) throw problem('refresh-refused', 'Sign in again.');
    ctx.body = tokens;
  };
}

/** GET /sessions. */
export function listSessions(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { sub, sid } = callerIn(ctx);
    ctx.body = { items: await readSessions(deps, { customerId: sub, currentSid: sid }) };
  };
}

/** DELETE /sessions/current. */
export function endCurrentSession(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { sub, sid = '' } = callerIn(ctx);
    await signOut(deps, { customerId: sub, sid });
    ctx.status = 204;
  };
}

/** DELETE /sessions/{id}. */
export function endOneSession(deps: IdentityDeps) {
  return async (ctx: Context, { id = '' }: Record<string, string>) => {
    await endSession(deps, { customerId: callerIn(ctx).sub, sid: id });
    ctx.status = 204;
  };
}

/** DELETE /sessions: including the current one. */
export function endAllSessions(deps: IdentityDeps) {
  return async (ctx: Context) => {
    await signOut(deps, { customerId: callerIn(ctx).sub, sid: undefined });
    ctx.status = 204;
  };
}
