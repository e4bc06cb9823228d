import { hash } from 'node:crypto';
import type { Tokens } from '@commerce/contracts/identity/identity-api';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideExchange } from '../domain/oauth.ts';
import { lockAccount } from '../store/accounts.ts';
import { lockCode, useCode } from '../store/authorization-codes.ts';
import { endSessions } from '../store/sessions.ts';
import { hashToken } from '../tokens/opaque-token.ts';
import { issueTokens, openSession, type TokenSession } from './open-session.ts';

interface Exchange {
  code: string;
  redirectUri: string;
  verifier: string;
  clientId: string;
}

/**
 * Exchanges an authorization code for the tokens of a new session; undefined if the code is not
 * accepted. A code that is used twice was stolen by one of the two, so its session ends.
 */
export async function exchangeCode(
  deps: IdentityDeps,
  exchange: Exchange,
): Promise<Tokens | undefined> {
  const session = await transaction(deps.database, (trx) => redeem(deps, trx, exchange));
  return session && issueTokens(deps, session);
}

async function redeem(
  deps: IdentityDeps,
  trx: Trx,
  exchange: Exchange,
): Promise<TokenSession | undefined> {
  const { auditLog, clock } = deps;
  const codeHash = hashToken(exchange.code);
  const code = await lockCode(trx, codeHash);
  if (code === undefined) return undefined;
  const { clientId, customerId, sid } = code;
  const decision = decideExchange(
    { ...code, expiresAt: Date.parse(code.expiresAt), used: sid !== null },
    { ...exchange, challenge: hash('sha256', exchange.verifier, 'base64url') },
    clock(),
  );
  if (decision === 'reuse' && sid !== null) {
    const at = new Date(clock()).toISOString();
    await endSessions(trx, customerId, { only: sid, reason: 'code-reuse', at });
    const event = { actor: clientId, action: 'authorization-code.reused', target: customerId };
    await auditLog.append(trx, { ...event, outcome: 'refused' });
  }
  if (decision !== 'accept') return undefined;
  const account = await lockAccount(trx, customerId);
  if (account?.status !== 'active') return undefined;
  const session = await openSession(deps, trx, { customerId, roles: account.roles, clientId });
  await useCode(trx, codeHash, session.sid);
  return session;
}
