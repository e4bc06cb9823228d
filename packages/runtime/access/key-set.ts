import { isDeepStrictEqual } from 'node:util';
import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet } from 'jose';

/** How long a fetched key set is used before it is fetched again, unless an option says so, ms. */
const DEFAULT_CACHE_MS = 300_000;
/** Pause after a fetch before an unknown key or a failure may cause the next one, ms. */
const DEFAULT_COOLDOWN_MS = 10_000;
/** How long known keys are used while their issuer does not answer, ms. */
const MAX_STALE_MS = 3_600_000;
const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 65_536;

/** A JSON Web Key Set (RFC 7517) as its issuer publishes it. */
export interface Jwks {
  keys: readonly object[];
}

export interface KeySet {
  /**
   * The ES256 key of that id, or undefined when its issuer does not publish it (any more). Rejects with
   * the error of `load` when that cannot be told.
   */
  find(kid: string): Promise<CryptoKey | undefined>;
}

/** Reads a key set from an address. */
export async function fetchJwks(url: string): Promise<Jwks> {
  const answer = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  const text = await answer.text();
  if (!answer.ok || text.length > MAX_BYTES) throw new Error(`no key set: ${answer.status}`);
  return JSON.parse(text) as Jwks;
}

/**
 * The keys of an issuer, cached. They are read again when the cache time is over, and once per
 * cooldown for a key id that is unknown. A key is valid until a fresh set leaves it out; while no
 * fresh set can be read, known keys are valid for an hour more. Keys that cannot verify ES256 are
 * ignored. (jose's createRemoteJWKSet has no clock to inject, no use of stale keys and no pause after
 * a read that failed.)
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
      // Everyone who needs fresh keys at the same time waits for one read.
      const hasExpired = failure === undefined && now() - loadedAt >= cacheMs;
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
