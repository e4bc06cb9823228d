import type { Scope } from '@commerce/contracts/identity/access';

/** An authorization code expires after this time, s. */
export const CODE_SECONDS = 60;
/** A PKCE code verifier (RFC 7636). */
export const CODE_VERIFIER = '^[A-Za-z0-9._~-]{43,128}$';
/** An S256 code challenge: 32 bytes, base64url. */
export const CODE_CHALLENGE = '^[A-Za-z0-9_-]{43}$';

/** An authorization code with the request that it was issued for; the instant in ms. */
export interface IssuedCode {
  clientId: string;
  redirectUri: string;
  challenge: string;
  expiresAt: number;
  used: boolean;
}

/** The request to exchange a code; the challenge is derived from the verifier in the request. */
export interface CodeExchange {
  clientId: string;
  redirectUri: string;
  challenge: string;
}

/** A code that is used twice was stolen, so its session ends. Any other mismatch only fails. */
export type CodeDecision = 'accept' | 'reuse' | 'refuse';

/** The fields of an authorization request that are checked after its client and redirect URI. */
export interface AuthorizationRequest {
  response_type?: string | undefined;
  code_challenge?: string | undefined;
  code_challenge_method?: string | undefined;
}

export function decideExchange(
  code: IssuedCode,
  exchange: CodeExchange,
  now: number,
): CodeDecision {
  if (code.used) return 'reuse';
  const matches =
    code.clientId === exchange.clientId &&
    code.redirectUri === exchange.redirectUri &&
    code.challenge === exchange.challenge;
  return matches && now < code.expiresAt ? 'accept' : 'refuse';
}

/**
 * The OAuth error of an authorization request, or undefined if it is valid. PKCE is required, with
 * S256: `plain` reveals the secret to anyone who can read the request.
 */
export function authorizationError(request: AuthorizationRequest): string | undefined {
  if (request.response_type !== 'code') return 'unsupported_response_type';
  if (request.code_challenge_method !== 'S256') return 'invalid_request';
  return new RegExp(CODE_CHALLENGE).test(request.code_challenge ?? '')
    ? undefined
    : 'invalid_request';
}

/**
 * The scopes of a client's token: the requested ones, or all that the client has if it requests
 * none. Undefined if it requests a scope that it does not have.
 */
export function grantScopes(
  allowed: readonly Scope[],
  requested: string | undefined,
): readonly Scope[] | undefined {
  if (requested === undefined || requested === '') return allowed;
  const names = new Set(requested.split(' '));
  const granted = allowed.filter((scope) => names.has(scope));
  return granted.length === names.size ? granted : undefined;
}
