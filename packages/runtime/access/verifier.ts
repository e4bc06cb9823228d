import { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { callerOf, TokenRefused } from './caller.ts';
import { fetchJwks } from './issuer-documents.ts';
import { openKeySet, type Jwks } from './key-set.ts';
import type { IsRevoked } from './revocations.ts';
import { LEEWAY_SECONDS, parsedPart } from './token-header.ts';
import { rememberVerified, type VerifiedToken, type Verifier } from './verified-tokens.ts';

/** Longest token that is verified, characters. Ours have about 700. */
const MAX_TOKEN_LENGTH = 4_096;
/** Longest lifetime of a token, s. Ours live for 10 minutes. */
const MAX_LIFE_SECONDS = 3_600;
const ALGORITHM = 'ES256';
/** The only header fields allowed: no embedded key, no extensions. */
const HEADER_FIELDS = new Set(['alg', 'typ', 'kid']);
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/;
const KID = /^[A-Za-z0-9_-]{1,64}$/;

export interface VerifierOptions {
  /** The `iss` that tokens must have. */
  issuer: string;
  /** The audience that `aud` must contain. */
  audience: string;
  /** The issuer's keys: a URL, or a function that reads them. */
  jwks: string | (() => Promise<Jwks>);
  /** How long keys are used after a read, ms; at most the overlap of the issuer's key rotation. */
  cacheMs?: number;
  /** Pause between two reads for unknown key ids, ms. */
  cooldownMs?: number;
  /** Whether the caller's session has ended before its token; called at every verification. */
  isRevoked?: IsRevoked;
  /** Most verified tokens in the cache. */
  maxCached?: number;
  now?: () => number;
}

/**
 * Verifies access tokens (RFC 9068, RFC 8725): ES256 only, `typ` at+jwt, a key that the issuer
 * publishes under the token's `kid`, `iss`, `aud`, `nbf` and `exp` with 30 s of leeway. A verified
 * token is cached by its hash until it expires or its key is withdrawn.
 */
export function openVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, jwks, isRevoked, maxCached, now = Date.now } = options;
  const { cacheMs, cooldownMs } = options;
  const load = typeof jwks === 'string' ? () => fetchJwks(jwks) : jwks;
  const keys = openKeySet({ load, now, cacheMs, cooldownMs });

  async function verifyAnew(token: string): Promise<VerifiedToken> {
    const kid = kidOf(token);
    const key = await keys.find(kid, ALGORITHM);
    if (key === undefined) throw new TokenRefused('the key is unknown');
    const nowSeconds = Math.floor(now() / 1000);
    const claims = verifiedClaims(token, KeyObject.from(key), { issuer, audience, nowSeconds });
    return { caller: callerOf(claims), kid, alg: ALGORITHM, key };
  }

  const maxLength = MAX_TOKEN_LENGTH;
  return rememberVerified({ verifyAnew, keys, maxLength, isRevoked, maxCached, now });
}

// Checked before any key lookup: the header is untrusted input.
function kidOf(token: string): string {
  if (!TOKEN.test(token)) throw new TokenRefused('not a compact JWS with an ES256 signature');
  const header = parsedPart(token, 0);
  for (const field of Object.keys(header)) {
    // Without the name of the field, which would bring untrusted text into the log.
    if (!HEADER_FIELDS.has(field)) throw new TokenRefused('the header has an unknown field');
  }
  const { alg, typ, kid } = header;
  if (alg !== ALGORITHM) throw new TokenRefused('the algorithm is not ES256');
  if (typeof typ !== 'string' || typ.toLowerCase() !== 'at+jwt') {
    throw new TokenRefused('the type is not at+jwt');
  }
  if (typeof kid !== 'string' || !KID.test(kid)) throw new TokenRefused('the key id is malformed');
  return kid;
}

function verifiedClaims(
  token: string,
  key: KeyObject,
  { issuer, audience, nowSeconds }: { issuer: string; audience: string; nowSeconds: number },
): Record<string, unknown> {
  let claims: Record<string, unknown> | string;
  try {
    claims = jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer,
      audience,
      clockTimestamp: nowSeconds,
      clockTolerance: LEEWAY_SECONDS,
    });
  } catch (error) {
    throw new TokenRefused((error as Error).message);
  }
  if (typeof claims === 'string') throw new TokenRefused('the claims are not an object');
  // jsonwebtoken does not check a time claim that is missing.
  const { exp, nbf, iat } = claims;
  for (const time of [exp, nbf, iat]) {
    if (!Number.isSafeInteger(time)) throw new TokenRefused('exp, nbf and iat are required');
  }
  if ((exp as number) - (iat as number) > MAX_LIFE_SECONDS) {
    throw new TokenRefused('the lifetime of the token is too long');
  }
  return claims;
}
