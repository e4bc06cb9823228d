import type { Session } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { callerIn } from '@commerce/runtime/access';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { endSessions, listSessions } from '../store/sessions.ts';

/** GET /sessions: the open ones of the caller. */
export function listSessionsRoute(deps: IdentityDeps) {
  return async (ctx: Context) => {
    const { sub, sid } = callerIn(ctx);
    ctx.body = { items: await sessionsOf(deps, sub, sid) };
  };
}

/** The open sessions of an account as its owner sees them. */
export async function sessionsOf(
  { database, clock }: IdentityDeps,
  customerId: string,
  currentSid: string | undefined,
): Promise<Session[]> {
  const open = await listSessions(database, customerId, new Date(clock()).toISOString());
  return open.map(({ sid, clientId, startedAt, refreshedAt }) => ({
    id: sid,
    ...(clientId === null ? {} : { clientId }),
    startedAt,
    lastUsedAt: refreshedAt,
    current: sid === currentSid,
  }));
}

/** DELETE /sessions/current. */
export function endCurrentSession(deps: IdentityDeps) {
  return async (ctx: Context) => {
    await end(deps, callerIn(ctx).sub, callerIn(ctx).sid);
    ctx.status = 204;
  };
}

/** DELETE /sessions/{id}: another's session is as unknown as one that never was. */
export function endSession(deps: IdentityDeps) {
  return async (ctx: Context, params: Record<string, string>) => {
    if ((await end(deps, callerIn(ctx).sub, params['id'] ?? '')) === 0) {
      throw problem('session-not-found', 'It has ended, or it was never yours.');
    }
    ctx.status = 204;
  };
}

/** DELETE /sessions: all of the caller, the current one too. */
export function endAllSessions(deps: IdentityDeps) {
  return async (ctx: Context) => {
    await end(deps, callerIn(ctx).sub, undefined);
    ctx.status = 204;
  };
}

function end(
  { database, auditLog, clock }: IdentityDeps,
  customerId: string,
  only: string | undefined,
): Promise<number> {
  return transaction(database, async (trx) => {
    const at = new Date(clock()).toISOString();
    const which = only === undefined ? {} : { only };
    const count = await endSessions(trx, customerId, { ...which, reason: 'signed-out', at });
    const action = only === undefined ? 'session.end-all' : 'session.end';
    const outcome = count === 0 ? 'refused' : 'done';
    await auditLog.note(trx, { actor: customerId, action, target: customerId, outcome });
    return count;
  });
}
