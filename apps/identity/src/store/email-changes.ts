import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** A change of an email address that waits for its verification. The instant in ISO 8601. */
export interface EmailChange {
  customerId: string;
  tokenHash: string;
  emailMac: string;
  emailCiphertext: string;
  expiresAt: string;
}

/** Stores a change, which replaces an earlier one of the same account. */
export async function insertEmailChange(trx: Trx, change: EmailChange): Promise<void> {
  const { customerId, tokenHash, emailMac, emailCiphertext, expiresAt } = change;
  await trx.query(
    `INSERT INTO email_changes (customer_id, token_hash, email_mac, email_sealed, expires_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (customer_id) DO UPDATE SET token_hash = excluded.token_hash,
       email_mac = excluded.email_mac, email_sealed = excluded.email_sealed,
       expires_at = excluded.expires_at`,
    [customerId, tokenHash, emailMac, emailCiphertext, expiresAt],
  );
}

/** Deletes and answers the change of a token that has not expired. */
export async function takeEmailChange(
  trx: Trx,
  tokenHash: string,
  now: string,
): Promise<EmailChange | undefined> {
  const { rows } = await trx.query<EmailChange>(
    `DELETE FROM email_changes WHERE token_hash = $1 AND expires_at > $2
     RETURNING customer_id AS "customerId", token_hash AS "tokenHash", email_mac AS "emailMac",
       email_sealed AS "emailCiphertext", expires_at AS "expiresAt"`,
    [tokenHash, now],
  );
  return rows[0];
}

/** Withdraws the change of an account that waits for its verification, if there is one. */
export async function deleteEmailChange(trx: Trx, customerId: string): Promise<void> {
  await trx.query('DELETE FROM email_changes WHERE customer_id = $1', [customerId]);
}

export async function deleteExpiredEmailChanges(db: Queryable): Promise<void> {
  await db.query('DELETE FROM email_changes WHERE expires_at < now()');
}
