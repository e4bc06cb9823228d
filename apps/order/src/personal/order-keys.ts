import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, type EncryptionKey } from '@commerce/runtime/personal-data';
import type { Database } from '@commerce/runtime/postgres';
import { destroyKey, findKey, insertKeys } from '../store/order-keys.ts';
import { keptKeys } from './kept-keys.ts';

/**
 * Keys that one statement makes, before there are orders for them: a row for each order as it comes
 * would be a tenth of its CPU. Those that are left when a process ends are never used.
 */
const BATCH_KEYS = 256;
/** With so few left the next ones are made, while these go. */
const FEW_KEYS = 64;
/** Long enough that no two are ever the same: what a key sealed is found by its id. */
const ID_BYTES = 16;
const KEY_BYTES = 32;

const place = (id: string) => `order_keys/${id}`;

/**
 * The keys of orders whose customers have no account: one each, in this app's own table, wrapped by
 * `master`. What this process gave out or read lately it knows without asking. Everything rejects
 * when the database does.
 */
export function openOrderKeys(database: Database, master: EncryptionKey) {
  const kept = keptKeys<'erased'>();
  const spare: EncryptionKey[] = [];
  let making: Promise<void> | undefined;

  async function make(): Promise<void> {
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

  function makeMore(): Promise<void> {
    making ??= make().finally(() => {
      making = undefined;
    });
    return making;
  }

  async function read(id: string): Promise<EncryptionKey | 'erased'> {
    const stored = await findKey(database, id);
    if (stored === undefined) throw new Error(`there is no key ${id} of an order`);
    const { wrapped } = stored;
    return wrapped === null ? 'erased' : { id, bytes: decrypt(master, wrapped, place(id)) };
  }

  return {
    /** A key that nothing was sealed with yet. It is stored already. */
    async take(): Promise<EncryptionKey> {
      let key = spare.pop();
      for (; key === undefined; key = spare.pop()) await makeMore();
      // A failure is heard by who finds none left.
      if (spare.length < FEW_KEYS) makeMore().catch(() => {});
      const taken = key;
      void kept.of(taken.id, async () => taken);
      return taken;
    },

    /** The key that sealed something. Rejects when there never was such a key. */
    find: (id: string) => kept.of(id, read),

    /** Destroys a key. Other processes may keep it for as long as they keep any. */
    async erase(id: string): Promise<void> {
      await destroyKey(database, id);
      kept.forget(id);
    },
  };
}
