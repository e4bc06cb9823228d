import type { Scope } from '@commerce/contracts/identity/access';
import type { TokenForm } from '@commerce/contracts/identity/oauth-api';
import type { IdentityDeps } from '../deps.ts';
import { CODE_VERIFIER, grantScopes } from '../domain/oauth.ts';
import type { Client } from '../store/clients.ts';
import { authenticateClient, type ClientCredentials } from './authenticate-client.ts';
import { exchangeCode } from './exchange-code.ts';
import { refreshSession } from './refresh-session.ts';

/** An error response of RFC 6749, section 5.2. */
export interface GrantError {
  error: string;
  status: 400 | 401;
}

/** The tokens of a session, or the access token of a service client with its scopes. */
export type Grant =
  { accessToken: string; refreshToken: string } | { accessToken: string; scopes: readonly Scope[] };

export interface GrantRequest {
  form: TokenForm;
  basic: ClientCredentials['basic'];
  remoteAddress: string;
}

export const grantError = (error: string, status: 400 | 401 = 400): GrantError => ({
  error,
  status,
});

/** Grants tokens to a client, by the grant type that it requests. Rejects with too-many-tries. */
export async function grantToken(
  deps: IdentityDeps,
  { form, basic, remoteAddress }: GrantRequest,
): Promise<Grant | GrantError> {
  const client = await authenticateClient(deps, {
    basic,
    clientId: form.client_id,
    clientSecret: form.client_secret,
    remoteAddress,
  });
  if (client === undefined) return grantError('invalid_client', 401);
  const { clientId } = client;
  switch (form.grant_type) {
    case 'client_credentials':
      return grantClientToken(deps, client, form.scope);
    case 'authorization_code': {
      const { code, redirect_uri: redirectUri, code_verifier: verifier } = form;
      if (code === undefined || redirectUri === undefined || verifier === undefined) {
        return grantError('invalid_request');
      }
      if (!new RegExp(CODE_VERIFIER).test(verifier)) return grantError('invalid_grant');
      const tokens = await exchangeCode(deps, { code, redirectUri, verifier, clientId });
      return tokens ?? grantError('invalid_grant');
    }
    case 'refresh_token': {
      const { refresh_token: refreshToken } = form;
      if (refreshToken === undefined) return grantError('invalid_request');
      const tokens = await refreshSession(deps, { refreshToken, clientId });
      return tokens ?? grantError('invalid_grant');
    }
    default:
      return grantError('unsupported_grant_type');
  }
}

async function grantClientToken(
  { accessTokens, auditLog }: IdentityDeps,
  { clientId, secretHash, scopes: allowed }: Client,
  requested: string | undefined,
): Promise<Grant | GrantError> {
  if (secretHash === null) return grantError('unauthorized_client');
  const scopes = grantScopes(allowed, requested);
  if (scopes === undefined) return grantError('invalid_scope');
  const accessToken = await accessTokens.issue({ kind: 'client', sub: clientId, scopes });
  const event = { actor: clientId, action: 'token.issue', target: clientId } as const;
  await auditLog.record({ ...event, outcome: 'done' });
  return { accessToken, scopes };
}
