import { LRUCache } from 'lru-cache';
import type { ReadDataKey } from '../clients/identity.ts';

/** Most customers whose keys are kept at once; those used longest ago go first. */
const MAX_KEYS = 10_000;
/** How long a key is kept, ms: so long after an erasure at most this process can still open. */
const KEY_LIFE_MS = 15 * 60_000;

/**
 * Keeps the keys that `read` answers, in memory only and for a quarter of an hour. Whoever asks for
 * the same one at once waits for one read. What is not a key is not kept.
 */
export function customerKeys(
  read: ReadDataKey,
  { maxKeys = MAX_KEYS, lifeMs = KEY_LIFE_MS }: { maxKeys?: number; lifeMs?: number } = {},
): ReadDataKey {
  const keys = new LRUCache<string, ReturnType<ReadDataKey>>({
    max: maxKeys,
    ttl: lifeMs,
    ttlAutopurge: true, // nobody has to ask for it
  });

  return (customerId) => {
    const known = keys.get(customerId);
    if (known !== undefined) return known;
    const reading = read(customerId);
    keys.set(customerId, reading);
    const drop = () => {
      if (keys.peek(customerId) === reading) keys.delete(customerId);
    };
    reading.then((key) => typeof key === 'string' && drop(), drop);
    return reading;
  };
}
