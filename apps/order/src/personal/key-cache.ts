import type { EncryptionKey } from 'dapr-actor-runtime/personal-data';
import { LRUCache } from 'lru-cache';

/** Most keys that are cached at once; the least recently used ones go first. */
const MAX_KEYS = 10_000;
/** How long a key is cached, ms: at most this long after an erasure, this process can still decrypt. */
const KEY_LIFE_MS = 15 * 60_000;

/** A key, or a word that says why there is none. */
type Answer<W extends string> = EncryptionKey | W;

/**
 * Caches keys by their subject, in memory only and for a quarter of an hour. Concurrent requests for
 * one subject share one read. Answers that are not a key are not cached.
 */
export function openKeyCache<W extends string>({
  maxKeys = MAX_KEYS,
  lifeMs = KEY_LIFE_MS,
}: { maxKeys?: number; lifeMs?: number } = {}) {
  const keys = new LRUCache<string, Promise<Answer<W>>>({
    max: maxKeys,
    ttl: lifeMs,
    ttlAutopurge: true, // without waiting for a request
  });

  return {
    /** The key of the subject, or the answer of `read` if it is not cached. */
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

    /** Removes a key: the next request reads it again. */
    forget(subject: string): void {
      keys.delete(subject);
    },
  };
}
