import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** An authorization code as it was issued. The instant in ISO 8601. */
export interface StoredCode {
  codeHash: string;
  clientId: string;
  redirectUri: string;
  challenge: string;
  customerId: string;
  expiresAt: string;
  /** The session that the code was exchanged for; null while it is unused. */
  sid: string | null;
}

export async function insertCode(db: Queryable, code: Omit<StoredCode, 'sid'>): Promise<void> {
  const { codeHash, clientId, redirectUri, challenge, customerId, expiresAt } = code;
  await db.query({
    name: 'code-insert',
    text: `INSERT INTO authorization_codes
             (code_hash, client_id, redirect_uri, challenge, customer_id, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [codeHash, clientId, redirectUri, challenge, customerId, expiresAt],
  });
}

/** The code, locked until the transaction ends, so that one of two exchanges comes second. */
export async function lockCode(trx: Trx, codeHash: string): Promise<StoredCode | undefined> {
  const { rows } = await trx.query<StoredCode>({
    name: 'code-lock',
    text: `SELECT code_hash AS "codeHash", client_id AS "clientId",
             redirect_uri AS "redirectUri", challenge, customer_id AS "customerId",
             expires_at AS "expiresAt", sid
           FROM authorization_codes WHERE code_hash = $1 FOR UPDATE`,
    values: [codeHash],
  });
  return rows[0];
}

/** Marks a code as used for a session. */
export async function useCode(trx: Trx, codeHash: string, sid: string): Promise<void> {
  await trx.query('UPDATE authorization_codes SET sid = $2 WHERE code_hash = $1', [codeHash, sid]);
}

/**
 * Deletes codes that expired more than a day ago. Until then a second use is still recognized as
 * reuse.
 */
export async function deleteExpiredCodes(db: Queryable): Promise<void> {
  await db.query(`DELETE FROM authorization_codes WHERE expires_at < now() - interval '1 day'`);
}
