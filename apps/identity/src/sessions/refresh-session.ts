import { transaction, type Trx } from '@commerce/runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideRefresh, type RefreshDecision } from '../domain/session.ts';
import { findPerson } from '../personal/sealed-person.ts';
import { findAccount } from '../store/accounts.ts';
import { advanceSession, endSessions, lockSession, type StoredSession } from '../store/sessions.ts';
import { isGenuine, readRefreshToken } from '../tokens/refresh-token.ts';
import type { FreshSession } from './open-session.ts';

type Outcome = { decision: RefreshDecision; session?: StoredSession };

/**
 * The session of a refresh token, one generation further; undefined when it is worth nothing. A token
 * that was used before, and not just now, ends its session, and the owner is told. The client must be
 * the one that the session belongs to; null is the platform's own sign-in.
 */
export async function refreshSession(
  deps: IdentityDeps,
  token: string,
  clientId: string | null,
): Promise<FreshSession | undefined> {
  const presented = readRefreshToken(token);
  if (presented === undefined) return undefined;
  const { decision, session } = await transaction(deps.database, async (trx): Promise<Outcome> => {
    const stored = await lockSession(trx, presented.sid);
    if (stored === undefined || !isGenuine(deps.keys.refresh, presented, stored)) {
      return { decision: 'refused' };
    }
    if (stored.clientId !== clientId) return { decision: 'refused' };
    return apply(deps, trx, stored, presented.generation);
  });
  if (session === undefined) return undefined;
  if (decision === 'reuse') await tellOwner(deps, session.customerId);
  return decision === 'rotate' || decision === 'repeat' ? session : undefined;
}

async function apply(
  { auditLog, clock }: IdentityDeps,
  trx: Trx,
  session: StoredSession,
  generation: number,
): Promise<Outcome> {
  const now = clock();
  const at = new Date(now).toISOString();
  const { sid, customerId } = session;
  const decision = decideRefresh(
    {
      open: session.endedAt === null && session.status === 'active',
      generation: session.generation,
      startedAt: Date.parse(session.startedAt),
      refreshedAt: Date.parse(session.refreshedAt),
    },
    generation,
    now,
  );
  switch (decision) {
    case 'rotate':
      await advanceSession(trx, sid, at);
      return { decision, session: { ...session, generation: session.generation + 1 } };
    case 'repeat':
      return { decision, session };
    case 'reuse': {
      await endSessions(trx, customerId, { only: sid, reason: 'reuse', at });
      const note = { actor: 'unknown', action: 'session.refresh-reused', target: customerId };
      await auditLog.note(trx, { ...note, outcome: 'refused' });
      return { decision, session };
    }
    case 'expired':
      await endSessions(trx, customerId, { only: sid, reason: 'expired', at });
      return { decision };
    case 'refused':
      return { decision };
  }
}

async function tellOwner(deps: IdentityDeps, customerId: string): Promise<void> {
  const account = await findAccount(deps.database, customerId);
  if (account === undefined || account.emailSealed === null) return;
  const person = await findPerson(deps.database, deps.keys.master, customerId);
  deps.mailer.send({
    to: person.decryptEmail(account.emailSealed),
    subject: 'token-reused',
    text:
      'Somebody used an old key to a session of yours, so we have ended that session. If you do ' +
      'not know why, change your password.',
  });
}
