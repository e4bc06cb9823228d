import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { KeyTimes } from '../domain/signing-keys.ts';

/** A signing key as it is stored: the private key is encrypted with the master key. */
export interface StoredKey extends KeyTimes {
  publicJwk: object;
  privateWrapped: string;
}

/** The id of the advisory lock for changes of the signing keys, chosen at random. */
const ADVISORY_LOCK = 4_711_882_903;

/** Keeps other replicas from changing the keys until the transaction ends. */
export async function lockKeys(trx: Trx): Promise<void> {
  await trx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
}

export async function listKeys(db: Queryable): Promise<StoredKey[]> {
  const { rows } = await db.query<Omit<StoredKey, 'signsFrom'> & { signsFrom: string }>({
    name: 'signing-keys-list',
    text: `SELECT kid, public_jwk AS "publicJwk", private_wrapped AS "privateWrapped",
             signs_from AS "signsFrom"
           FROM signing_keys ORDER BY signs_from`,
  });
  return rows.map((row) => ({ ...row, signsFrom: Date.parse(row.signsFrom) }));
}

export async function insertKey(trx: Trx, key: StoredKey): Promise<void> {
  const { kid, publicJwk, privateWrapped, signsFrom } = key;
  await trx.query(
    `INSERT INTO signing_keys (kid, public_jwk, private_wrapped, signs_from)
     VALUES ($1, $2, $3, $4)`,
    [kid, JSON.stringify(publicJwk), privateWrapped, new Date(signsFrom).toISOString()],
  );
}

export async function deleteKeys(trx: Trx, kids: string[]): Promise<void> {
  await trx.query('DELETE FROM signing_keys WHERE kid = ANY($1)', [kids]);
}
