import type { AuthorizeQuery } from '@commerce/contracts/identity/oauth-api';
import { problem } from '@commerce/platform/problem';
import { Problem } from 'dapr-actor-runtime/server';
import type { IdentityDeps } from '../deps.ts';
import { authorizationError, CODE_SECONDS } from '../domain/oauth.ts';
import { insertCode } from '../store/authorization-codes.ts';
import { findClient, type Client } from '../store/clients.ts';
import { hashToken, newToken } from '../tokens/opaque-token.ts';
import { checkCredentials, type Credentials } from './check-credentials.ts';

export type Authorization =
  /** The client gets the code at its redirect URI. */
  | { client: Client; code: string }
  /** The client gets an OAuth error at its redirect URI. */
  | { client: Client; error: string }
  /** The person can try again on the sign-in page. */
  | { client: Client; refusal: Problem };

/**
 * The client of an authorization request, and the OAuth error that the request is answered with, if
 * any. Rejects with authorization-refused if the client or its redirect URI is unknown: then the
 * redirect URI may be anyone's, and nothing is sent there.
 */
export async function checkAuthorizationRequest(
  { database }: Pick<IdentityDeps, 'database'>,
  request: AuthorizeQuery,
): Promise<{ client: Client; error: string | undefined }> {
  const client = await findClient(database, request.client_id);
  if (client === undefined || !client.redirectUris.includes(request.redirect_uri)) {
    throw problem('authorization-refused', 'The client or its redirect URI is unknown.');
  }
  return { client, error: authorizationError(request) };
}

/** Signs a person in for a client and issues an authorization code. */
export async function authorizeClient(
  deps: IdentityDeps,
  { request, credentials }: { request: AuthorizeQuery; credentials: Credentials },
): Promise<Authorization> {
  const { client, error } = await checkAuthorizationRequest(deps, request);
  if (error !== undefined) return { client, error };
  const signedIn = await checkCredentials(deps, credentials).catch((refusal: unknown) => {
    if (refusal instanceof Problem && refusal.status < 500) return refusal;
    throw refusal;
  });
  if (signedIn instanceof Problem) return { client, refusal: signedIn };
  return { client, code: await issueCode(deps, signedIn.customerId, request) };
}

async function issueCode(
  { database, auditLog, clock }: IdentityDeps,
  customerId: string,
  request: AuthorizeQuery,
): Promise<string> {
  const code = newToken();
  await insertCode(database, {
    codeHash: hashToken(code),
    clientId: request.client_id,
    redirectUri: request.redirect_uri,
    challenge: request.code_challenge ?? '',
    customerId,
    expiresAt: new Date(clock() + CODE_SECONDS * 1000).toISOString(),
  });
  const event = { actor: customerId, action: 'authorization.grant', target: request.client_id };
  await auditLog.record({ ...event, outcome: 'done' });
  return code;
}
