import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** Stores a reset, which replaces an earlier one of the same account. */
export async function insertReset(
  trx: Trx,
  {
    tokenHash,
    customerId,
    expiresAt,
  }: { tokenHash: string; customerId: string; expiresAt: string },
): Promise<void> {
  await trx.query('DELETE FROM password_resets WHERE customer_id = $1', [customerId]);
  await trx.query(
    'INSERT INTO password_resets (token_hash, customer_id, expires_at) VALUES ($1, $2, $3)',
    [tokenHash, customerId, expiresAt],
  );
}

/** The account whose password a token resets, if the token has not expired. */
export async function findReset(
  trx: Trx,
  tokenHash: string,
  now: string,
): Promise<string | undefined> {
  const { rows } = await trx.query<{ customer_id: string }>({
    name: 'reset-find',
    text: `SELECT customer_id FROM password_resets WHERE token_hash = $1 AND expires_at > $2
           FOR UPDATE`,
    values: [tokenHash, now],
  });
  return rows[0]?.customer_id;
}

export async function deleteResets(trx: Trx, customerId: string): Promise<void> {
  await trx.query('DELETE FROM password_resets WHERE customer_id = $1', [customerId]);
}

export async function deleteExpiredResets(db: Queryable): Promise<void> {
  await db.query('DELETE FROM password_resets WHERE expires_at < now()');
}
