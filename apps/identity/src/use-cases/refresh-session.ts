import type { Tokens } from '@commerce/contracts/identity/identity-api';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideRefresh, type RefreshDecision } from '../domain/session.ts';
import { tokenReusedMail } from '../mail/messages.ts';
import { findAccount, isLive } from '../store/accounts.ts';
import { advanceSession, endSessions, lockSession, type StoredSession } from '../store/sessions.ts';
import { isGenuine, readRefreshToken } from '../tokens/refresh-token.ts';
import { storedEmailOf } from './load-account.ts';
import { issueTokens } from './open-session.ts';

type Outcome = { decision: RefreshDecision; session?: StoredSession };

/**
 * Exchanges a refresh token for the next tokens of its session; undefined if the token is not
 * accepted. A token whose successor was used, or that was itself used minutes ago, ends its session, and
 * the owner gets a mail. `clientId` must be the client of the session; null is a direct sign-in.
 */
export async function refreshSession(
  deps: IdentityDeps,
  { refreshToken, clientId }: { refreshToken: string; clientId: string | null },
): Promise<Tokens | undefined> {
  const presented = readRefreshToken(refreshToken);
  if (presented === undefined) return undefined;
  const { decision, session } = await transaction(deps.database, async (trx): Promise<Outcome> => {
    const stored = await lockSession(trx, presented.sid);
    if (stored === undefined || !isGenuine(deps.keys.refresh, presented, stored)) {
      return { decision: 'refused' };
    }
    if (stored.clientId !== clientId) return { decision: 'refused' };
    return refresh(deps, trx, stored, presented.generation);
  });
  if (session === undefined) return undefined;
  if (decision === 'reuse') await warnOwner(deps, session.customerId);
  return decision === 'rotate' || decision === 'repeat' ? issueTokens(deps, session) : undefined;
}

async function refresh(
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
      const event = { actor: 'unknown', action: 'session.refresh-reused', target: customerId };
      await auditLog.append(trx, { ...event, outcome: 'refused' });
      return { decision, session };
    }
    case 'expired':
      await endSessions(trx, customerId, { only: sid, reason: 'expired', at });
      return { decision };
    case 'refused':
      return { decision };
  }
}

async function warnOwner(deps: IdentityDeps, customerId: string): Promise<void> {
  const account = await findAccount(deps.database, customerId);
  if (account === undefined || !isLive(account)) return;
  deps.mailer.send(tokenReusedMail(await storedEmailOf(deps, deps.database, account)));
}
