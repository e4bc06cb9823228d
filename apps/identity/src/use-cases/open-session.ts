import { randomBytes } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import type { Tokens } from '@commerce/contracts/identity/identity-api';
import type { Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { insertSession, type StoredSession } from '../store/sessions.ts';
import { randomId } from '../tokens/opaque-token.ts';
import { refreshToken } from '../tokens/refresh-token.ts';

const SEED_BYTES = 32;

/** The parts of a session that its tokens are made from. */
export type TokenSession = Pick<
  StoredSession,
  'sid' | 'customerId' | 'clientId' | 'seed' | 'generation' | 'roles'
>;

/** Opens a session of an account, in the transaction of what allowed it. */
export async function openSession(
  { auditLog, clock }: Pick<IdentityDeps, 'auditLog' | 'clock'>,
  trx: Trx,
  { customerId, clientId, roles }: Pick<StoredSession, 'customerId' | 'clientId' | 'roles'>,
): Promise<TokenSession> {
  const sid = randomId('ses');
  const seed = randomBytes(SEED_BYTES).toString('hex');
  const startedAt = new Date(clock()).toISOString();
  await insertSession(trx, { sid, customerId, clientId, seed, startedAt });
  const event = { actor: customerId, action: 'session.open', target: customerId } as const;
  await auditLog.append(trx, { ...event, outcome: 'done' });
  return { sid, customerId, clientId, seed, generation: 1, roles };
}

/** The tokens of a session: always the same refresh token per generation, and a new access token. */
export async function issueTokens(
  { accessTokens, keys }: Pick<IdentityDeps, 'accessTokens' | 'keys'>,
  session: TokenSession,
): Promise<Tokens> {
  const { customerId: sub, sid, roles, clientId } = session;
  return {
    accessToken: await accessTokens.issue({ kind: 'user', sub, sid, roles, clientId }),
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: refreshToken(keys.refresh, session),
  };
}
