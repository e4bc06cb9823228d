/** How long a code can be exchanged, s. */
export const CODE_SECONDS = 60;
/** A code verifier as RFC 7636 has it. */
export const CODE_VERIFIER = '^[A-Za-z0-9._~-]{43,128}$';
/** An S256 challenge: 32 bytes, base64url. */
export const CODE_CHALLENGE = '^[A-Za-z0-9_-]{43}$';

/** What was agreed when the code was given out; the instant in ms. */
export interface IssuedCode {
  clientId: string;
  redirectUri: string;
  challenge: string;
  expiresAt: number;
  used: boolean;
}

/** What the exchange says; the challenge is that of its verifier. */
export interface CodeExchange {
  clientId: string;
  redirectUri: string;
  challenge: string;
}

/** A code that comes twice was stolen: its session ends. Any other fault just fails. */
export type CodeDecision = 'accept' | 'reuse' | 'refuse';

export function decideExchange(code: IssuedCode, asked: CodeExchange, now: number): CodeDecision {
  if (code.used) return 'reuse';
  const same =
    code.clientId === asked.clientId &&
    code.redirectUri === asked.redirectUri &&
    code.challenge === asked.challenge;
  return same && now < code.expiresAt ? 'accept' : 'refuse';
}

/** What an authorization request asks for, as it stands in the query. */
export interface AuthorizationRequest {
  response_type?: string | undefined;
  code_challenge?: string | undefined;
  code_challenge_method?: string | undefined;
}

/**
 * The OAuth error of a request from a known client with a known address, or undefined when it is
 * fine. PKCE is not a choice, and neither is its method: `plain` shows the secret to whoever reads along.
 */
export function requestFault(request: AuthorizationRequest): string | undefined {
  if (request.response_type !== 'code') return 'unsupported_response_type';
  if (request.code_challenge_method !== 'S256') return 'invalid_request';
  return new RegExp(CODE_CHALLENGE).test(request.code_challenge ?? '')
    ? undefined
    : 'invalid_request';
}
