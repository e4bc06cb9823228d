import { hash, KeyObject } from 'node:crypto';
import type { CryptoKey } from 'jose';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { callerOf, TokenRefused, type TokenCaller } from './caller.ts';
import { fetchJwks, openKeySet, type Jwks } from './key-set.ts';

/** Longest token that is looked at, characters. Ours have about 700. */
const MAX_TOKEN_LENGTH = 4_096;
/** How far the clocks of issuer and verifier may stand apart, s. */
const LEEWAY_SECONDS = 30;
/** Longest life that a token may claim: ours live for 10 minutes, s. */
const MAX_LIFE_SECONDS = 3_600;
/** Tokens that are remembered as verified; those used longest ago go first. */
const MAX_REMEMBERED = 10_000;
/** The header has these fields and no others: no key of its own, no extensions. */
const HEADER_FIELDS = new Set(['alg', 'typ', 'kid']);
const TOKEN = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/;
const KID = /^[A-Za-z0-9_-]{1,64}$/;

export interface VerifierOptions {
  /** The `iss` that tokens must have. */
  issuer: string;
  /** What `aud` must name. */
  audience: string;
  /** Where the issuer's keys are: an address, or how to read them. */
  jwks: string | (() => Promise<Jwks>);
  /** How long read keys are used, ms; at most what the issuer's overlap of keys allows. */
  cacheMs?: number;
  /** Pause between two reads for unknown keys, ms. */
  cooldownMs?: number;
  /** Whether the caller's session has ended before its token; asked at every verification. */
  isRevoked?: (caller: TokenCaller) => boolean | Promise<boolean>;
  /** Verified tokens that are remembered at most. */
  maxRemembered?: number;
  now?: () => number;
}

export interface Verifier {
  /**
   * The caller of an access token. Rejects with TokenRefused for any fault of the token, and with
   * another error when the issuer's keys cannot be had.
   */
  verify(token: string): Promise<TokenCaller>;
}

interface Remembered {
  caller: TokenCaller;
  kid: string;
  key: CryptoKey;
}

/**
 * Verifies access tokens (RFC 9068, RFC 8725): ES256 only, `typ` at+jwt, a key that the issuer
 * publishes under the token's `kid`, `iss`, `aud`, `nbf` and `exp` within 30 s of leeway. A verified
 * token is remembered by its hash until it ends or its key is withdrawn.
 */
export function openVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, jwks, isRevoked, now = Date.now } = options;
  const { maxRemembered = MAX_REMEMBERED } = options;
  const load = typeof jwks === 'string' ? () => fetchJwks(jwks) : jwks;
  const { cacheMs, cooldownMs } = options;
  const keys = openKeySet({
    load,
    now,
    ...(cacheMs === undefined ? {} : { cacheMs }),
    ...(cooldownMs === undefined ? {} : { cooldownMs }),
  });
  const remembered = new LRUCache<string, Remembered>({ max: maxRemembered });

  async function recall(digest: string): Promise<TokenCaller | undefined> {
    const known = remembered.get(digest);
    if (known === undefined) return undefined;
    const over = now() / 1000 >= known.caller.exp + LEEWAY_SECONDS;
    if (over || (await keys.find(known.kid)) !== known.key) {
      remembered.delete(digest);
      return undefined;
    }
    return known.caller;
  }

  async function verifyAnew(token: string): Promise<Remembered> {
    const kid = kidOf(token);
    const key = await keys.find(kid);
    if (key === undefined) throw new TokenRefused('the key is unknown');
    const nowSeconds = Math.floor(now() / 1000);
    const claims = verifiedClaims(token, KeyObject.from(key), { issuer, audience, nowSeconds });
    return { caller: callerOf(claims), kid, key };
  }

  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) throw new TokenRefused('the token is too long');
      const digest = hash('sha256', token, 'base64');
      let caller = await recall(digest);
      if (caller === undefined) {
        const verified = await verifyAnew(token);
        remembered.set(digest, verified);
        caller = verified.caller;
      }
      if (await isRevoked?.(caller)) throw new TokenRefused('the session has ended');
      return caller;
    },
  };
}

// Looked at before any key or signature: what stands in a header is a stranger's word.
function kidOf(token: string): string {
  if (!TOKEN.test(token)) throw new TokenRefused('not a compact JWS with an ES256 signature');
  const header = parsed(token.slice(0, token.indexOf('.')));
  for (const field of Object.keys(header)) {
    // Not by its name, which would carry whatever a stranger likes into the log.
    if (!HEADER_FIELDS.has(field)) throw new TokenRefused('the header has a field too many');
  }
  const { alg, typ, kid } = header;
  if (alg !== 'ES256') throw new TokenRefused('the algorithm is not ES256');
  if (typeof typ !== 'string' || typ.toLowerCase() !== 'at+jwt') {
    throw new TokenRefused('the type is not at+jwt');
  }
  if (typeof kid !== 'string' || !KID.test(kid)) throw new TokenRefused('the key id is malformed');
  return kid;
}

function parsed(part: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    throw new TokenRefused('the header is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TokenRefused('the header is no object');
  }
  return value as Record<string, unknown>;
}

function verifiedClaims(
  token: string,
  key: KeyObject,
  { issuer, audience, nowSeconds }: { issuer: string; audience: string; nowSeconds: number },
): Record<string, unknown> {
  let claims: Record<string, unknown> | string;
  try {
    claims = jwt.verify(token, key, {
      algorithms: ['ES256'],
      issuer,
      audience,
      clockTimestamp: nowSeconds,
      clockTolerance: LEEWAY_SECONDS,
    });
  } catch (error) {
    throw new TokenRefused((error as Error).message);
  }
  if (typeof claims === 'string') throw new TokenRefused('the claims are no object');
  // The library checks a time only where there is one.
  const { exp, nbf, iat } = claims;
  for (const time of [exp, nbf, iat]) {
    if (!Number.isSafeInteger(time)) throw new TokenRefused('exp, nbf and iat must be there');
  }
  if ((exp as number) - (iat as number) > MAX_LIFE_SECONDS) {
    throw new TokenRefused('the token claims too long a life');
  }
  return claims;
}
