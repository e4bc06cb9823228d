import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { type Audit, openVerifier } from 'dapr-actor-runtime/access';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import jwt from 'jsonwebtoken';

export const ISSUER = 'https://shop.example';
export const AUDIENCE = 'shop';

/** A key pair of an issuer, and its published JWK. */
export interface ExampleKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: Record<string, unknown>;
}

/** A new key with that id. */
export function exampleKey(kid: string): ExampleKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' };
  return { kid, privateKey, publicKey, jwk };
}

/** The claims of a customer, with overrides; undefined removes a claim. */
export function exampleClaims(over: Record<string, unknown> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  const claims: Record<string, unknown> = {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'cus_1',
    kind: 'user',
    roles: ['customer'],
    sid: 'ses_1',
    jti: randomUUID(),
    iat: now,
    nbf: now,
    exp: now + 600,
    ...over,
  };
  for (const [claim, value] of Object.entries(claims)) {
    if (value === undefined) delete claims[claim];
  }
  return claims;
}

/** A token signed like the issuer's, with overrides of claims and header fields. */
export function exampleToken(
  { kid, privateKey }: ExampleKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): string {
  return jwt.sign(exampleClaims(claims), privateKey, {
    algorithm: 'ES256',
    header: { alg: 'ES256', typ: 'at+jwt', kid, ...header },
  });
}

/**
 * A token issuer for apps that run without the identity app: a verifier with its key, headers with
 * valid tokens, and an audit log that discards its entries.
 */
export function openTokenIssuer() {
  const key = exampleKey('key-1');
  const verifier = openVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    jwks: async () => ({ keys: [key.jwk] }),
  });
  const bearer = (claims: Record<string, unknown>) => ({
    authorization: `Bearer ${exampleToken(key, claims)}`,
  });
  const log = createLogger({ service: 'token-issuer', level: 'silent' });
  const audit: Audit = { staff: [], write: async () => {}, log };
  return {
    verifier,
    audit,
    /** A caller with these claims; by default a customer. */
    bearer,
    /** A person with these roles. */
    person: (...roles: string[]) => bearer({ roles }),
    /** A service client with these scopes. */
    client: (...scopes: string[]) =>
      bearer({ sub: 'client', kind: 'client', sid: undefined, roles: [], scope: scopes.join(' ') }),
  };
}
