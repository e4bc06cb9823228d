import { randomBytes } from 'node:crypto';
import { ACCESS_TOKEN_SECONDS } from '@commerce/contracts/identity/access';
import type { Tokens } from '@commerce/contracts/identity/identity-api';
import type { Trx } from '@commerce/runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { insertSession, type StoredSession } from '../store/sessions.ts';
import { refreshToken } from '../tokens/refresh-token.ts';

const SID_BYTES = 16;
const SEED_BYTES = 32;

export type FreshSession = Pick<
  StoredSession,
  'sid' | 'customerId' | 'clientId' | 'seed' | 'generation' | 'roles'
>;

/** Begins a session of an account, in the transaction that says why. */
export async function openSession(
  { auditLog, clock }: IdentityDeps,
  trx: Trx,
  { customerId, roles }: Pick<StoredSession, 'customerId' | 'roles'>,
  clientId: string | null,
): Promise<FreshSession> {
  const sid = `ses_${randomBytes(SID_BYTES).toString('hex')}`;
  const seed = randomBytes(SEED_BYTES).toString('hex');
  const startedAt = new Date(clock()).toISOString();
  await insertSession(trx, { sid, customerId, clientId, seed, startedAt });
  const note = { actor: customerId, action: 'session.open', target: customerId } as const;
  await auditLog.note(trx, { ...note, outcome: 'done' });
  return { sid, customerId, clientId, seed, generation: 1, roles };
}

/** The tokens of a session as it stands: the same refresh token each time, a new access token. */
export async function tokensOf(
  { accessTokens, keys }: IdentityDeps,
  session: FreshSession,
): Promise<Tokens> {
  const { customerId: sub, sid, roles, clientId } = session;
  return {
    accessToken: await accessTokens.issue({ kind: 'user', sub, sid, roles, clientId }),
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: refreshToken(keys.refresh, session),
  };
}
