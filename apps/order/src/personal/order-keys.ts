import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, type EncryptionKey } from 'dapr-actor-runtime/personal-data';
import type { Database } from 'dapr-actor-runtime/postgres';
import { destroyKey, findKey, insertKeys } from '../store/order-keys.ts';
import { openKeyCache } from './key-cache.ts';

/**
 * Keys that one statement creates ahead of their orders: one row per order when it is placed would
 * cost a tenth of its CPU. Keys that are left when a process ends are never used.
 */
const BATCH_KEYS = 256;
/** When so few are left, the next batch is created in the background. */
const FEW_KEYS = 64;
/** Long enough to be unique: the key of an encrypted text is found by its id. */
const ID_BYTES = 16;
const KEY_BYTES = 32;

const place = (id: string) => `order_keys/${id}`;

/**
 * The keys of orders whose customers have no account: one each, in this app's own table, wrapped by
 * `master`. Keys that this process handed out or read lately are cached. All of it rejects when the
 * database does.
 */
export function openOrderKeys(database: Database, master: EncryptionKey) {
  const cache = openKeyCache<'erased'>();
  const spare: EncryptionKey[] = [];
  let creating: Promise<void> | undefined;

  async function createBatch(): Promise<void> {
    const keys = Array.from({ length: BATCH_KEYS }, () => ({
      id: randomBytes(ID_BYTES).toString('hex'),
      bytes: randomBytes(KEY_BYTES),
    }));
    await insertKeys(
      database,
      keys.map(({ id, bytes }) => ({ id, wrapped: encrypt(master, bytes, place(id)) })),
    );
    spare.push(...keys);
  }

  function createMore(): Promise<void> {
    creating ??= createBatch().finally(() => {
      creating = undefined;
    });
    return creating;
  }

  async function read(id: string): Promise<EncryptionKey | 'erased'> {
    const stored = await findKey(database, id);
    if (stored === undefined) throw new Error(`there is no key ${id} of an order`);
    const { wrapped } = stored;
    return wrapped === null ? 'erased' : { id, bytes: decrypt(master, wrapped, place(id)) };
  }

  return {
    /** A stored key that has encrypted nothing yet. */
    async take(): Promise<EncryptionKey> {
      let key = spare.pop();
      for (; key === undefined; key = spare.pop()) await createMore();
      // If this fails, the next call that finds no key left reports it.
      if (spare.length < FEW_KEYS) createMore().catch(() => {});
      const taken = key;
      void cache.of(taken.id, async () => taken);
      return taken;
    },

    /** The key with this id. Rejects if it never existed. */
    find: (id: string) => cache.of(id, read),

    /** Destroys a key. Other processes may have it in their cache for a while. */
    async erase(id: string): Promise<void> {
      await destroyKey(database, id);
      cache.forget(id);
    },
  };
}
