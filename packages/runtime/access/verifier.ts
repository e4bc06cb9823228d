import { hash, KeyObject } from 'node:crypto';
import type { CryptoKey } from 'jose';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { callerOf, TokenRefused, type TokenCaller } from './caller.ts';
import { fetchJwks, openKeySet, type Jwks } from './key-set.ts';

/** Longest token that is verified, characters. Ours have about 700. */
const MAX_TOKEN_LENGTH = 4_096;
/** Largest difference between the clocks of issuer and verifier, s. */
const LEEWAY_SECONDS = 30;
/** Longest lifetime of a token, s. Ours live for 10 minutes. */
const MAX_LIFE_SECONDS = 3_600;
/** Most verified tokens in the cache; the least recently used are evicted first. */
const MAX_CACHED = 10_000;
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
  isRevoked?: (caller: TokenCaller) => boolean | Promise<boolean>;
  /** Most verified tokens in the cache. */
  maxCached?: number;
  now?: () => number;
}

export interface Verifier {
  /**
   * The caller of an access token. Rejects with TokenRefused for an invalid token, and with another
   * error if the issuer's keys cannot be read.
   */
  verify(token: string): Promise<TokenCaller>;
}

interface CachedToken {
  caller: TokenCaller;
  kid: string;
  key: CryptoKey;
}

/**
 * Verifies access tokens (RFC 9068, RFC 8725): ES256 only, `typ` at+jwt, a key that the issuer
 * publishes under the token's `kid`, `iss`, `aud`, `nbf` and `exp` with 30 s of leeway. A verified
 * token is cached by its hash until it expires or its key is withdrawn.
 */
export function openVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, jwks, isRevoked, now = Date.now } = options;
  const { maxCached = MAX_CACHED } = options;
  const load = typeof jwks === 'string' ? () => fetchJwks(jwks) : jwks;
  const { cacheMs, cooldownMs } = options;
  const keys = openKeySet({
    load,
    now,
    ...(cacheMs === undefined ? {} : { cacheMs }),
    ...(cooldownMs === undefined ? {} : { cooldownMs }),
  });
  const cache = new LRUCache<string, CachedToken>({ max: maxCached });

  async function findCached(digest: string): Promise<TokenCaller | undefined> {
    const known = cache.get(digest);
    if (known === undefined) return undefined;
    const expired = now() / 1000 >= known.caller.exp + LEEWAY_SECONDS;
    if (expired || (await keys.find(known.kid)) !== known.key) {
      cache.delete(digest);
      return undefined;
    }
    return known.caller;
  }

  async function verifyAnew(token: string): Promise<CachedToken> {
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
      let caller = await findCached(digest);
      if (caller === undefined) {
        const verified = await verifyAnew(token);
        cache.set(digest, verified);
        caller = verified.caller;
      }
      if (await isRevoked?.(caller)) throw new TokenRefused('the session has ended');
      return caller;
    },
  };
}

// Checked before any key lookup: the header is untrusted input.
function kidOf(token: string): string {
  if (!TOKEN.test(token)) throw new TokenRefused('not a compact JWS with an ES256 signature');
  const header = parsed(token.slice(0, token.indexOf('.')));
  for (const field of Object.keys(header)) {
    // Without the name of the field, which would bring untrusted text into the log.
    if (!HEADER_FIELDS.has(field)) throw new TokenRefused('the header has an unknown field');
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
    throw new TokenRefused('the header is not an object');
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
