/** A replica signs with the keys that it has read for this long, ms. */
export const KEY_RELOAD_MS = 5_000;
/** The clock skew that verifiers allow, ms. */
const LEEWAY_MS = 30_000;

/** The times of a signing key, ms. */
export interface KeyTimes {
  kid: string;
  /** The key is published from its creation on, and signs from this instant on. */
  signsFrom: number;
}

/** The periods that a rotation has to wait for, ms. */
export interface KeyTiming {
  /** How long verifiers use a key set that they have read. */
  jwksCacheMs: number;
  /** How long a token is valid, including clock skew. */
  tokenMs: number;
  /** How long another replica may still sign with the old key after the new one took over. */
  reloadMs: number;
}

/** The periods that follow from the settings. */
export function keyTiming(settings: { jwksCacheSeconds: number; tokenSeconds: number }): KeyTiming {
  return {
    jwksCacheMs: settings.jwksCacheSeconds * 1000,
    tokenMs: settings.tokenSeconds * 1000 + LEEWAY_MS,
    reloadMs: KEY_RELOAD_MS,
  };
}

const bySigningTime = (a: KeyTimes, b: KeyTimes) => a.signsFrom - b.signsFrom;

/** The key that signs now: the newest one whose signing time has come. */
export function signerAt<K extends KeyTimes>(keys: readonly K[], now: number): K | undefined {
  return keys
    .filter(({ signsFrom }) => signsFrom <= now)
    .sort(bySigningTime)
    .at(-1);
}

/**
 * The keys that verifiers need now: the one that signs, those that will sign, and each older one
 * until the last token that it may have signed has expired.
 */
export function publishedAt<K extends KeyTimes>(
  keys: readonly K[],
  now: number,
  { tokenMs, reloadMs }: KeyTiming,
): K[] {
  const ordered = [...keys].sort(bySigningTime);
  return ordered.filter((_, index) => {
    const successor = ordered[index + 1];
    return successor === undefined || now < successor.signsFrom + reloadMs + tokenMs;
  });
}

/**
 * When a new key may sign: once every verifier that has read the current key set has read it again.
 * If a key is already pending, no new one is needed.
 */
export function decideRotation<K extends KeyTimes>(
  keys: readonly K[],
  now: number,
  { jwksCacheMs, reloadMs }: KeyTiming,
): { pending: K } | { signsFrom: number } {
  const pending = keys.find(({ signsFrom }) => signsFrom > now);
  if (pending !== undefined) return { pending };
  return { signsFrom: keys.length === 0 ? now : now + jwksCacheMs + reloadMs };
}
