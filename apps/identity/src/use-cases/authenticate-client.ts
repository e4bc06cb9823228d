import { isSameSecret } from 'dapr-actor-runtime/secrets';
import type { IdentityDeps } from '../deps.ts';
import { findClient, type Client } from '../store/clients.ts';
import { hashToken } from '../tokens/opaque-token.ts';

export interface ClientCredentials {
  /** From HTTP Basic. */
  basic: { id: string; secret: string } | undefined;
  /** From the form. */
  clientId: string | undefined;
  clientSecret: string | undefined;
  remoteAddress: string;
}

/**
 * The client of a token request, if it proved its secret; a public client has none to prove.
 * Undefined if it is unknown or not authenticated. Rejects with too-many-tries.
 */
export async function authenticateClient(
  { database, attemptLimiter, auditLog }: IdentityDeps,
  { basic, clientId, clientSecret, remoteAddress }: ClientCredentials,
): Promise<Client | undefined> {
  // RFC 6749, section 2.3: a request must not use more than one way to authenticate.
  if (basic !== undefined && clientSecret !== undefined) return undefined;
  const id = basic?.id ?? clientId;
  if (id === undefined || (clientId !== undefined && clientId !== id)) return undefined;
  const client = await findClient(database, id);
  const secret = basic?.secret ?? clientSecret;
  if (client !== undefined && client.secretHash === null) {
    return secret === undefined ? client : undefined;
  }
  const attempt = { account: `client ${id}`, remoteAddress };
  await attemptLimiter.countSignIn(attempt);
  const matches = isSameSecret(hashToken(secret ?? ''), client?.secretHash ?? hashToken(''));
  if (client === undefined || secret === undefined || !matches) {
    const target = client?.clientId ?? 'unknown';
    const event = { actor: 'anonymous', action: 'token.issue', target } as const;
    await auditLog.record({ ...event, outcome: 'refused' });
    return undefined;
  }
  await attemptLimiter.clearSignIn(attempt);
  return client;
}
