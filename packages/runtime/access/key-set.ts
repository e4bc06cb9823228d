import { createPublicKey, type KeyObject } from 'node:crypto';

/** How long a fetched key set is used before it is fetched again, unless an option says so, ms. */
const DEFAULT_CACHE_MS = 300_000;
/** Pause after a fetch before an unknown key or a failure may cause the next one, ms. */
const DEFAULT_COOLDOWN_MS = 10_000;
/** How long known keys are used while their issuer gives no answer, ms. */
const MAX_STALE_MS = 3_600_000;
const FETCH_TIMEOUT_MS = 5_000;
const MAX_KEYS = 32;
const MAX_BYTES = 65_536;
const KID = /^[A-Za-z0-9_-]{1,64}$/;

/** A JSON Web Key Set (RFC 7517) as its issuer publishes it. */
export interface Jwks {
  keys: readonly object[];
}

export interface KeySet {
  /** The key of that id, or undefined when its issuer does not publish it (any more). */
  find(kid: string): Promise<KeyObject | undefined>;
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
 * cooldown for a key id that is unknown. A key counts until a fresh set leaves it out; while no fresh
 * set is to be had, known keys count for an hour more. Keys other than P-256 are passed over.
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
  let keys = new Map<string, { text: string; key: KeyObject }>();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = now();
    keys = keysOf(await load(), keys);
    loadedAt = now();
  }

  // Everyone who needs fresh keys at the same time waits for one fetch.
  function refresh(): Promise<void> {
    loading ??= read().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  return {
    async find(kid) {
      const known = keys.get(kid);
      const age = now() - loadedAt;
      if (known !== undefined && age < cacheMs) return known.key;
      const mayTry = loading !== undefined || now() - triedAt >= cooldownMs;
      if (mayTry) {
        try {
          await refresh();
        } catch (error) {
          if (known === undefined || age > MAX_STALE_MS) throw error;
        }
      }
      return now() - loadedAt > MAX_STALE_MS ? undefined : keys.get(kid)?.key;
    },
  };
}

// A key that stands in both sets stays the same object: what was verified with it stays verified.
function keysOf({ keys }: Jwks, known: Map<string, { text: string; key: KeyObject }>) {
  const found = new Map<string, { text: string; key: KeyObject }>();
  for (const jwk of keys.slice(0, MAX_KEYS) as Record<string, unknown>[]) {
    const { kid, kty, crv, x, y, use = 'sig', alg = 'ES256' } = jwk;
    if (typeof kid !== 'string' || !KID.test(kid)) continue;
    if (kty !== 'EC' || crv !== 'P-256' || use !== 'sig' || alg !== 'ES256') continue;
    if (typeof x !== 'string' || typeof y !== 'string') continue;
    const text = `${x}.${y}`;
    const same = known.get(kid);
    const key =
      same?.text === text ? same.key : createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
    found.set(kid, { text, key });
  }
  return found;
}
