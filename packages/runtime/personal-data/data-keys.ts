import { randomBytes } from 'node:crypto';
import type { Queryable, Trx } from '../postgres/index.ts';
import { decrypt, encrypt, type EncryptionKey } from './encryption.ts';

/** SQL that creates the table of data keys, for migrations. */
export const DATA_KEYS_TABLE = `
  CREATE TABLE data_keys (
    subject text PRIMARY KEY,
    key_id text NOT NULL,
    wrapped text,
    created_at timestamptz NOT NULL DEFAULT now(),
    destroyed_at timestamptz,
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
  );
`;

const KEY_BYTES = 32;
const ID_BYTES = 4;

interface Row {
  key_id: string;
  wrapped: string | null;
}

const aadOf = (subject: string) => `data_keys/${subject}`;

/**
 * The data key of a subject, created at the first call. 'destroyed' after erasure: a subject never
 * gets a second key, or data that arrives late would be readable again.
 */
export async function ensureDataKey(
  db: Queryable,
  master: EncryptionKey,
  subject: string,
): Promise<EncryptionKey | 'destroyed'> {
  const known = await findDataKey(db, master, subject);
  if (known !== undefined) return known;
  const key = { id: randomBytes(ID_BYTES).toString('hex'), bytes: randomBytes(KEY_BYTES) };
  await db.query({
    name: 'data-key-insert',
    text: `INSERT INTO data_keys (subject, key_id, wrapped) VALUES ($1, $2, $3)
           ON CONFLICT (subject) DO NOTHING`,
    values: [subject, key.id, encrypt(master, key.bytes, aadOf(subject))],
  });
  return (await findDataKey(db, master, subject)) ?? 'destroyed';
}

/** The data key of a subject, if it ever had one. */
export async function findDataKey(
  db: Queryable,
  master: EncryptionKey,
  subject: string,
): Promise<EncryptionKey | 'destroyed' | undefined> {
  const { rows } = await db.query<Row>({
    name: 'data-key-find',
    text: 'SELECT key_id, wrapped FROM data_keys WHERE subject = $1',
    values: [subject],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  if (row.wrapped === null) return 'destroyed';
  return { id: row.key_id, bytes: decrypt(master, row.wrapped, aadOf(subject)) };
}

/**
 * Erases a subject: data encrypted with its key can never be decrypted again, also in backups of
 * other databases.
 */
export async function destroyDataKey(trx: Trx, subject: string): Promise<void> {
  await trx.query({
    name: 'data-key-destroy',
    text: `UPDATE data_keys SET wrapped = NULL, destroyed_at = now()
           WHERE subject = $1 AND destroyed_at IS NULL`,
    values: [subject],
  });
}

/** Deletes the keys of subjects that were never really created. */
export async function forgetDataKeys(trx: Trx, subjects: string[]): Promise<void> {
  await trx.query('DELETE FROM data_keys WHERE subject = ANY($1)', [subjects]);
}
