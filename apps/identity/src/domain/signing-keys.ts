/** A signing key's times, ms. */
export interface KeyTimes {
  kid: string;
  /** It is published from its creation on and signs from here on. */
  signsFrom: number;
}

/** How long things take that a rotation must wait for, ms. */
export interface KeyTiming {
  /** How long verifiers use a key set that they have read. */
  jwksCacheMs: number;
  /** How long a token lives, with the leeway of clocks. */
  tokenMs: number;
  /** How long after its time another replica may still sign with the old key. */
  reloadMs: number;
}

const bySigningTime = (a: KeyTimes, b: KeyTimes) => a.signsFrom - b.signsFrom;

/** The key that signs now: the newest whose time has come. */
export function signerAt<K extends KeyTimes>(keys: readonly K[], now: number): K | undefined {
  return keys
    .filter(({ signsFrom }) => signsFrom <= now)
    .sort(bySigningTime)
    .at(-1);
}

/**
 * The keys that verifiers must know now: the one that signs, those that will, and each older one
 * until the last token that it can have signed has ended.
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
 * When a new key may sign: once everyone who has read the keys before it has read them again. A key
 * that waits for its time already makes another one needless.
 */
export function decideRotation(
  keys: readonly KeyTimes[],
  now: number,
  { jwksCacheMs, reloadMs }: KeyTiming,
): { waiting: KeyTimes } | { signsFrom: number } {
  const waiting = keys.find(({ signsFrom }) => signsFrom > now);
  if (waiting !== undefined) return { waiting };
  return { signsFrom: keys.length === 0 ? now : now + jwksCacheMs + reloadMs };
}
