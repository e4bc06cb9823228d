import type { SealingKey } from '@commerce/runtime/personal-data';
import type { ReadDataKey } from '../clients/identity.ts';

/** Most customers whose keys are kept at once; those used longest ago go first. */
const MAX_KEYS = 10_000;
/** How long a key is kept, ms: so long after an erasure at most this process can still open. */
const KEY_LIFE_MS = 15 * 60_000;

interface Entry {
  key: Promise<SealingKey | 'erased' | 'unknown'>;
  forget: NodeJS.Timeout;
}

/**
 * Keeps the keys that `read` answers, in memory only and for a quarter of an hour. Whoever asks for
 * the same one at once waits for one read. What is not a key is not kept.
 */
export function customerKeys(
  read: ReadDataKey,
  { maxKeys = MAX_KEYS, lifeMs = KEY_LIFE_MS }: { maxKeys?: number; lifeMs?: number } = {},
): ReadDataKey {
  const entries = new Map<string, Entry>(); // the one used last is the last

  function drop(customerId: string, entry: Entry | undefined): void {
    if (entry === undefined || entries.get(customerId) !== entry) return;
    clearTimeout(entry.forget);
    entries.delete(customerId);
  }

  function add(customerId: string): Entry {
    const entry: Entry = {
      key: read(customerId),
      forget: setTimeout(() => drop(customerId, entry), lifeMs).unref(),
    };
    entry.key.then(
      (key) => typeof key === 'string' && drop(customerId, entry),
      () => drop(customerId, entry),
    );
    const [oldest] = entries;
    if (oldest !== undefined && entries.size >= maxKeys) drop(...oldest);
    return entry;
  }

  return (customerId) => {
    const known = entries.get(customerId);
    const entry = known ?? add(customerId);
    entries.delete(customerId);
    entries.set(customerId, entry);
    return entry.key;
  };
}
