import { hash } from 'node:crypto';
import { transaction } from '@commerce/runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideExchange } from '../domain/authorization-code.ts';
import { lockAccount } from '../store/accounts.ts';
import { lockCode, useCode } from '../store/authorization-codes.ts';
import { endSessions } from '../store/sessions.ts';
import { hashOfToken } from '../tokens/opaque-token.ts';
import { openSession, type FreshSession } from './open-session.ts';

/**
 * The session that an authorization code is exchanged for; undefined when it is worth nothing. A code
 * that comes twice was stolen by one of the two, so the session that it gave ends.
 */
export async function exchangeCode(
  deps: IdentityDeps,
  asked: { code: string; redirectUri: string; verifier: string; clientId: string },
): Promise<FreshSession | undefined> {
  const { database, auditLog, clock } = deps;
  return transaction(database, async (trx) => {
    const codeHash = hashOfToken(asked.code);
    const code = await lockCode(trx, codeHash);
    if (code === undefined) return undefined;
    const { clientId, customerId, sid } = code;
    const decision = decideExchange(
      { ...code, expiresAt: Date.parse(code.expiresAt), used: sid !== null },
      { ...asked, challenge: hash('sha256', asked.verifier, 'base64url') },
      clock(),
    );
    if (decision === 'reuse' && sid !== null) {
      const at = new Date(clock()).toISOString();
      await endSessions(trx, customerId, { only: sid, reason: 'code-reuse', at });
      const note = { actor: clientId, action: 'authorization-code.reused', target: customerId };
      await auditLog.note(trx, { ...note, outcome: 'refused' });
    }
    if (decision !== 'accept') return undefined;
    const account = await lockAccount(trx, customerId);
    if (account?.status !== 'active') return undefined;
    const session = await openSession(deps, trx, account, clientId);
    await useCode(trx, codeHash, session.sid);
    return session;
  });
}
