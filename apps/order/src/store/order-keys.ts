import type { Queryable } from 'dapr-actor-runtime/postgres';

/** A key as it is stored: wrapped, or null after it was destroyed. */
export interface StoredKey {
  id: string;
  wrapped: string | null;
}

/** Stores new keys, all or none. */
export async function insertKeys(db: Queryable, keys: readonly StoredKey[]): Promise<void> {
  await db.query({
    name: 'order-keys-insert',
    text: 'INSERT INTO order_keys (id, wrapped) SELECT * FROM unnest($1::text[], $2::text[])',
    values: [keys.map(({ id }) => id), keys.map(({ wrapped }) => wrapped)],
  });
}

export async function findKey(db: Queryable, id: string): Promise<StoredKey | undefined> {
  const { rows } = await db.query<StoredKey>({
    name: 'order-key-find',
    text: 'SELECT id, wrapped FROM order_keys WHERE id = $1',
    values: [id],
  });
  return rows[0];
}

/** Destroys a key for good. A repeat changes nothing. */
export async function destroyKey(db: Queryable, id: string): Promise<void> {
  await db.query({
    name: 'order-key-destroy',
    text: `UPDATE order_keys SET wrapped = NULL, destroyed_at = now()
           WHERE id = $1 AND destroyed_at IS NULL`,
    values: [id],
  });
}
