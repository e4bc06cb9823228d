import type { Session } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { endSessions, findOpenSessions } from '../store/sessions.ts';

/** The open sessions of a customer, most recently used first. */
export async function readSessions(
  { database, clock }: Pick<IdentityDeps, 'database' | 'clock'>,
  { customerId, currentSid }: { customerId: string; currentSid: string | undefined },
): Promise<Session[]> {
  const open = await findOpenSessions(database, customerId, new Date(clock()).toISOString());
  return open.map(({ sid, clientId, startedAt, refreshedAt }) => ({
    id: sid,
    ...(clientId === null ? {} : { clientId }),
    startedAt,
    lastUsedAt: refreshedAt,
    current: sid === currentSid,
  }));
}

/**
 * Ends a session of the customer. Rejects with session-not-found if it has ended or belongs to
 * another customer; the two cannot be told apart.
 */
export async function endSession(
  deps: IdentityDeps,
  { customerId, sid }: { customerId: string; sid: string },
): Promise<void> {
  if ((await signOut(deps, { customerId, sid })) === 0) {
    throw sessionNotFound();
  }
}

export const sessionNotFound = () =>
  problem('session-not-found', 'It has ended, or it was never yours.');

/** Ends one session of the customer, or all if `sid` is undefined. Answers how many ended. */
export function signOut(
  { database, auditLog, clock }: Pick<IdentityDeps, 'database' | 'auditLog' | 'clock'>,
  { customerId, sid }: { customerId: string; sid: string | undefined },
): Promise<number> {
  return transaction(database, async (trx) => {
    const at = new Date(clock()).toISOString();
    const which = sid === undefined ? {} : { only: sid };
    const count = await endSessions(trx, customerId, { ...which, reason: 'signed-out', at });
    const action = sid === undefined ? 'session.end-all' : 'session.end';
    const outcome = count === 0 ? 'refused' : 'done';
    await auditLog.append(trx, { actor: customerId, action, target: customerId, outcome });
    return count;
  });
}
