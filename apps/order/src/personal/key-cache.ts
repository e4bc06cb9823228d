import type { EncryptionKey } from '@commerce/runtime/personal-data';
import { LRUCache } from 'lru-cache';

/** Most keys that are kept at once; those used longest ago go first. */
const MAX_KEYS = 10_000;
/** How long a key is kept, ms: so long after an erasure at most this process can still open. */
const KEY_LIFE_MS = 15 * 60_000;

/** A key, or in a word why there is none. */
type Answer<W extends string> = EncryptionKey | W;

/**
 * Keeps keys by whose they are, in memory only and for a quarter of an hour. Whoever asks for the same
 * one at once waits for one read. What is not a key is not kept.
 */
export function keptKeys<W extends string>({
  maxKeys = MAX_KEYS,
  lifeMs = KEY_LIFE_MS,
}: { maxKeys?: number; lifeMs?: number } = {}) {
  const keys = new LRUCache<string, Promise<Answer<W>>>({
    max: maxKeys,
    ttl: lifeMs,
    ttlAutopurge: true, // nobody has to ask for it
  });

  return {
    /** The key of the subject; what `read` answers when it is not kept. */
    of(subject: string, read: (subject: string) => Promise<Answer<W>>): Promise<Answer<W>> {
      const known = keys.get(subject);
      if (known !== undefined) return known;
      const reading = read(subject);
      keys.set(subject, reading);
      const drop = () => {
        if (keys.peek(subject) === reading) keys.delete(subject);
      };
      reading.then((key) => typeof key === 'string' && drop(), drop);
      return reading;
    },

    /** The next one who asks reads it anew. */
    forget(subject: string): void {
      keys.delete(subject);
    },
  };
}
