import type { Queryable, Trx } from '@commerce/runtime/postgres';

/** A key as it is stored: its private part wrapped by the master key. The instant in ISO. */
export interface StoredKey {
  kid: string;
  publicJwk: object;
  privateWrapped: string;
  signsFrom: string;
}

// A namespace of advisory locks for the keys of this app, chosen at random once.
const LOCK = 4_711_882_903;

/** Keeps other replicas from adding keys until the transaction ends. */
export async function lockKeys(trx: Trx): Promise<void> {
  await trx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
}

export async function listKeys(db: Queryable): Promise<StoredKey[]> {
  const { rows } = await db.query<StoredKey>({
    name: 'signing-keys-list',
    text: `SELECT kid, public_jwk AS "publicJwk", private_wrapped AS "privateWrapped",
             signs_from AS "signsFrom"
           FROM signing_keys ORDER BY signs_from`,
  });
  return rows;
}

export async function insertKey(trx: Trx, key: StoredKey): Promise<void> {
  await trx.query(
    `INSERT INTO signing_keys (kid, public_jwk, private_wrapped, signs_from)
     VALUES ($1, $2, $3, $4)`,
    [key.kid, JSON.stringify(key.publicJwk), key.privateWrapped, key.signsFrom],
  );
}

/** Forgets keys that nobody needs any more. */
export async function deleteKeys(trx: Trx, kids: string[]): Promise<void> {
  await trx.query('DELETE FROM signing_keys WHERE kid = ANY($1)', [kids]);
}
