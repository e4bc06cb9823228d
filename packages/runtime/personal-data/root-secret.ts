import { randomBytes } from 'node:crypto';
import { type Database, transaction, type Trx } from '../postgres/index.ts';
import type { Logger } from '../telemetry/index.ts';
import { decrypt, encrypt, type EncryptionKey, masterKeyOf } from './encryption.ts';

/** SQL that creates the table of the root secret, for migrations. */
export const ROOT_SECRETS_TABLE = `
  -- The root secret, sealed with each master key that may open it. NULL: it is the text of the first
  -- master key, because there were data before there was a root secret.
  CREATE TABLE root_secrets (
    master_key_id text PRIMARY KEY,
    sealed text,
    sealed_at timestamptz NOT NULL DEFAULT now()
  );
`;

/** The row of a database that has data from before. */
const FROM_BEFORE = 'from-before';
const SECRET_BYTES = 32;
const PLACE = 'root_secrets';

/** A master key that does not open the data. The app must not start: it would make others. */
export class WrongMasterKeyError extends Error {
  override name = 'WrongMasterKeyError';
}

interface Row {
  master_key_id: string;
  sealed: string | null;
}

/**
 * The secret from which an app derives the keys of its stored data. It is made once, at random, and only
 * sealed by the master key, so a change of the master key seals it anew and touches no data. During the
 * change both keys open it: processes with the former one alone go on, and may start again. A process
 * that is given only one key ends the use of others. Rejects with WrongMasterKeyError if no given key
 * opens it.
 */
export async function openRootSecret(
  database: Database,
  {
    master,
    former,
    setting,
    log,
  }: {
    /** The master key, and during its change the one before. */
    master: string;
    former: string | undefined;
    /** The name of the setting with the master key, for errors. */
    setting: string;
    log: Logger;
  },
): Promise<string> {
  const current = masterKeyOf(master);
  const before = former === undefined ? undefined : masterKeyOf(former);
  return transaction(database, async (trx) => {
    // Processes that start at once must not make two.
    await trx.query('LOCK TABLE root_secrets IN EXCLUSIVE MODE');
    const { rows } = await trx.query<Row>('SELECT master_key_id, sealed FROM root_secrets');
    const known = opened(rows, current) ?? (before && opened(rows, before));
    if (known === undefined && rows.some(({ sealed }) => sealed !== null)) {
      throw wrongMasterKey(setting, current, rows);
    }
    const first =
      rows.length === 0 ? randomBytes(SECRET_BYTES).toString('hex') : (former ?? master);
    const secret = known ?? first;
    const isNew = await seal(trx, current, secret);
    if (isNew && before !== undefined) {
      const next = `Once every process of the app has the new key, start it without FORMER_${setting}.`;
      log.warn({ masterKey: current.id, former: before.id, next }, 'master key changed');
    }
    const kept = [current.id, ...(before === undefined ? [] : [before.id])];
    await forgetOthers(trx, kept, log);
    if (before !== undefined) await seal(trx, before, secret);
    return secret;
  });
}

function opened(rows: readonly Row[], key: EncryptionKey): string | undefined {
  const sealed = rows.find((row) => row.master_key_id === key.id)?.sealed;
  return sealed ? decrypt(key, sealed, PLACE).toString() : undefined;
}

async function seal(trx: Trx, key: EncryptionKey, secret: string): Promise<boolean> {
  const { rowCount } = await trx.query(
    `INSERT INTO root_secrets (master_key_id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    [key.id, encrypt(key, secret, PLACE)],
  );
  return rowCount === 1;
}

async function forgetOthers(trx: Trx, kept: readonly string[], log: Logger): Promise<void> {
  const { rows } = await trx.query<Row>(
    'DELETE FROM root_secrets WHERE master_key_id <> ALL($1) RETURNING master_key_id',
    [kept],
  );
  const ended = rows.map((row) => row.master_key_id).filter((id) => id !== FROM_BEFORE);
  if (ended.length > 0) log.warn({ ended }, 'former master keys open nothing any more');
}

function wrongMasterKey(setting: string, key: EncryptionKey, rows: readonly Row[]): Error {
  const ids = rows.map((row) => row.master_key_id).join(', ');
  return new WrongMasterKeyError(
    `${setting} (key ${key.id}) does not open the data of this database, which are sealed with ${ids}. ` +
      `Set ${setting} to that key; to change it, set ${setting} to the new key and FORMER_${setting} to that one.`,
  );
}

/** SQL of a migration: marks a database that has data, by a condition, from before the root secret. */
export function rootSecretFromBefore(hasData: string): string {
  return `INSERT INTO root_secrets (master_key_id, sealed) SELECT '${FROM_BEFORE}', NULL WHERE ${hasData};`;
}
