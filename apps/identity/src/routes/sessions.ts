import { identityOperations } from '@commerce/contracts/identity/operations';
import { problem } from '@commerce/platform/problem';
import { callerIn } from 'dapr-actor-runtime/access';
import { route } from 'dapr-actor-runtime/app';
import type { IdentityDeps } from '../deps.ts';
import {
  endSession,
  readSessions,
  sessionNotFound,
  signOut,
} from '../use-cases/manage-sessions.ts';
import { refreshSession } from '../use-cases/refresh-session.ts';
import { signIn } from '../use-cases/sign-in.ts';
import { remoteAddressOf } from './remote-address.ts';

/** Sign-in, refresh, and the sessions of the caller. */
export const sessionRoutes = [
  route(identityOperations.signIn, async (deps: IdentityDeps, { body }, ctx) => {
    ctx.body = await signIn(deps, { ...body, remoteAddress: remoteAddressOf(ctx) });
    ctx.status = 201;
  }),

  route(identityOperations.refreshSession, async (deps: IdentityDeps, { body }, ctx) => {
    const tokens = await refreshSession(deps, { ...body, clientId: null });
    // The same answer for every token that is not accepted.
    if (tokens === undefined) throw problem('refresh-refused', 'Sign in again.');
    ctx.body = tokens;
  }),

  route(identityOperations.listSessions, async (deps: IdentityDeps, _request, ctx) => {
    const { sub, sid } = callerIn(ctx);
    ctx.body = { items: await readSessions(deps, { customerId: sub, currentSid: sid }) };
  }),

  route(identityOperations.endAllSessions, async (deps: IdentityDeps, _request, ctx) => {
    await signOut(deps, { customerId: callerIn(ctx).sub, sid: undefined });
    ctx.status = 204;
  }),

  route(identityOperations.signOut, async (deps: IdentityDeps, _request, ctx) => {
    const { sub, sid = '' } = callerIn(ctx);
    await signOut(deps, { customerId: sub, sid });
    ctx.status = 204;
  }),

  route(
    identityOperations.endSession,
    async (deps: IdentityDeps, { params }, ctx) => {
      await endSession(deps, { customerId: callerIn(ctx).sub, sid: params.id });
      ctx.status = 204;
    },
    { malformedPath: sessionNotFound },
  ),
];
