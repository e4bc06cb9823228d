import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet } from 'jose';

/** Default time before a key set is read again, ms. */
const DEFAULT_CACHE_MS = 300_000;
/** Default pause after a read before an unknown key or a failure causes the next one, ms. */
const DEFAULT_COOLDOWN_MS = 10_000;
/** How long known keys stay valid while the issuer does not answer, ms. */
const MAX_STALE_MS = 3_600_000;
/** Most calls with unknown keys that wait for the end of a cooldown: more of them could fill the app. */
const MAX_WAITING = 500;

/** The JSON Web Key Set (RFC 7517) of an issuer. */
export interface Jwks {
  keys: readonly object[];
}

export interface KeySet {
  /**
   * The key with that id for that algorithm, or undefined if the issuer does not publish it. Rejects
   * with the error of `load` if that is not known.
   */
  find(kid: string, alg: string): Promise<CryptoKey | undefined>;
  /** Reads the keys in the background, so that the first call need not wait for it. */
  refresh(): void;
}

interface KeySetOptions {
  load: () => Promise<Jwks>;
  cacheMs?: number | undefined;
  cooldownMs?: number | undefined;
  /**
   * Whether a call for an unknown key waits for the end of the cooldown, in place of an answer from
   * the last read: for an issuer that may sign with a key as soon as it publishes it.
   */
  waitsForCooldown?: boolean;
  now?: (() => number) | undefined;
}

/**
 * The keys of an issuer, cached. They are read again when the cache time is over, and once per
 * cooldown for an unknown key id. A key is valid until a new set no longer contains it; while no
 * new set can be read, known keys stay valid for an hour, and only the first call waits for the
 * issuer. (jose's createRemoteJWKSet has no injectable clock, no stale keys and no pause after a
 * failed read.)
 */
export function openKeySet({
  load,
  cacheMs = DEFAULT_CACHE_MS,
  cooldownMs = DEFAULT_COOLDOWN_MS,
  waitsForCooldown = false,
  now = Date.now,
}: KeySetOptions): KeySet {
  const known = openKnownKeys();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let loading: Promise<void> | undefined;
  /** Calls that wait for a read that has not begun. */
  let waiting = 0;

  async function read(): Promise<void> {
    triedAt = now();
    try {
      known.replace(await load());
      loadedAt = now();
      failure = undefined;
    } catch (error) {
      failure = error;
    }
  }

  /** Concurrent calls that need new keys share one read. */
  function startReading(): void {
    loading ??= read().finally(() => {
      loading = undefined;
    });
  }

  async function endOfCooldown(restMs: number): Promise<void> {
    if (waiting >= MAX_WAITING) throw new Error('too many calls wait for the keys of the issuer');
    const lastTry = triedAt;
    waiting += 1;
    try {
      await pause(restMs);
    } finally {
      waiting -= 1;
    }
    // The first of those that waited reads for all; a timer may be a millisecond early.
    if (triedAt === lastTry) startReading();
  }

  return {
    async find(kid, alg) {
      const cached = await known.find(kid, alg);
      const age = now() - loadedAt;
      if (cached !== undefined && age < cacheMs) return cached;
      const restMs = cooldownMs - (now() - triedAt);
      const hasExpired = failure === undefined && age >= cacheMs;
      if (hasExpired || restMs <= 0) startReading();
      // While the issuer does not answer, calls with known keys do not wait for it.
      if (cached !== undefined && failure !== undefined && age <= MAX_STALE_MS) return cached;
      if (loading === undefined && waitsForCooldown && failure === undefined) {
        await endOfCooldown(restMs);
      }
      await loading;
      const key = now() - loadedAt > MAX_STALE_MS ? undefined : await known.find(kid, alg);
      if (key === undefined && failure !== undefined) throw failure;
      return key;
    },
    refresh: startReading,
  };
}

/** The keys of the last read. */
function openKnownKeys() {
  let jwks: Jwks = { keys: [] };
  let select = createLocalJWKSet({ keys: [] });

  return {
    /** Throws if it is not a key set. */
    replace(loaded: Jwks): void {
      // An unchanged set keeps its key objects, so that tokens verified with them stay verified.
      if (!isDeepStrictEqual(loaded, jwks)) select = createLocalJWKSet(loaded as JSONWebKeySet);
      jwks = loaded;
    },

    async find(kid: string, alg: string): Promise<CryptoKey | undefined> {
      try {
        return await select({ alg, kid });
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey) return undefined;
        throw error;
      }
    },
  };
}
