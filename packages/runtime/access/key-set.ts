import { isDeepStrictEqual } from 'node:util';
import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet } from 'jose';

/** Default time before a key set is read again, ms. */
const DEFAULT_CACHE_MS = 300_000;
/** Default pause after a read before an unknown key or a failure causes the next one, ms. */
const DEFAULT_COOLDOWN_MS = 10_000;
/** How long known keys stay valid while the issuer does not answer, ms. */
const MAX_STALE_MS = 3_600_000;
const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 65_536;

/** The JSON Web Key Set (RFC 7517) of an issuer. */
export interface Jwks {
  keys: readonly object[];
}

export interface KeySet {
  /**
   * The ES256 key with that id, or undefined if the issuer does not publish it. Rejects with the
   * error of `load` if that is not known.
   */
  find(kid: string): Promise<CryptoKey | undefined>;
}

/** Reads a key set from a URL. */
export async function fetchJwks(url: string): Promise<Jwks> {
  const answer = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  const text = await answer.text();
  if (!answer.ok || text.length > MAX_BYTES)
    throw new Error(`no key set at ${url}: status ${answer.status}`);
  return JSON.parse(text) as Jwks;
}

/**
 * The keys of an issuer, cached. They are read again when the cache time is over, and once per
 * cooldown for an unknown key id. A key is valid until a new set no longer contains it; while no
 * new set can be read, known keys stay valid for an hour. Keys for other algorithms than ES256 are
 * ignored. (jose's createRemoteJWKSet has no injectable clock, no stale keys and no pause after a
 * failed read.)
 */
export function openKeySet({
  load,
  cacheMs = DEFAULT_CACHE_MS,
  cooldownMs = DEFAULT_COOLDOWN_MS,
  now = Date.now,
}: {
  load: () => Promise<Jwks>;
  cacheMs?: number;
  cooldownMs?: number;
  now?: () => number;
}): KeySet {
  let jwks: Jwks = { keys: [] };
  let select = createLocalJWKSet({ keys: [] });
  let loadedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let loading: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = now();
    try {
      const loaded = await load();
      // An unchanged set keeps its key objects, so that tokens verified with them stay verified.
      if (!isDeepStrictEqual(loaded, jwks)) select = createLocalJWKSet(loaded as JSONWebKeySet);
      jwks = loaded;
      loadedAt = now();
      failure = undefined;
    } catch (error) {
      failure = error;
    }
  }

  async function known(kid: string): Promise<CryptoKey | undefined> {
    try {
      return await select({ alg: 'ES256', kid });
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  return {
    async find(kid) {
      const cached = await known(kid);
      if (cached !== undefined && now() - loadedAt < cacheMs) return cached;
      const hasExpired = failure === undefined && now() - loadedAt >= cacheMs;
      // Concurrent calls that need new keys share one read.
      if (hasExpired || now() - triedAt >= cooldownMs) {
        loading ??= read().finally(() => {
          loading = undefined;
        });
      }
      await loading;
      const key = now() - loadedAt > MAX_STALE_MS ? undefined : await known(kid);
      if (key === undefined && failure !== undefined) throw failure;
      return key;
    },
  };
}
