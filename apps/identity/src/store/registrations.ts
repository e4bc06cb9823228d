import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';

/** A registration whose email address is not verified yet. Instants in ISO 8601. */
export interface Registration {
  customerId: string;
  emailMac: string;
  emailCiphertext: string;
  profileCiphertext: string;
  passwordHash: string;
  tokenHash: string;
  createdAt: string;
  expiresAt: string;
}

const COLUMNS = `customer_id AS "customerId", email_mac AS "emailMac",
  email_sealed AS "emailCiphertext", profile_sealed AS "profileCiphertext",
  password_hash AS "passwordHash", token_hash AS "tokenHash", created_at AS "createdAt",
  expires_at AS "expiresAt"`;

export async function insertRegistration(trx: Trx, one: Registration): Promise<void> {
  await trx.query({
    name: 'registration-insert',
    text: `INSERT INTO registrations (customer_id, email_mac, email_sealed, profile_sealed,
             password_hash, token_hash, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      one.customerId,
      one.emailMac,
      one.emailCiphertext,
      one.profileCiphertext,
      one.passwordHash,
      one.tokenHash,
      one.createdAt,
      one.expiresAt,
    ],
  });
}

/** Deletes all but the newest `keep` registrations of an email address. Answers their ids. */
export async function deleteOldRegistrations(
  trx: Trx,
  emailMac: string,
  keep: number,
): Promise<string[]> {
  const { rows } = await trx.query<{ customer_id: string }>({
    name: 'registration-bound',
    text: `DELETE FROM registrations WHERE customer_id IN (
             SELECT customer_id FROM registrations WHERE email_mac = $1
             ORDER BY created_at DESC, customer_id DESC OFFSET $2)
           RETURNING customer_id`,
    values: [emailMac, keep],
  });
  return rows.map(({ customer_id }) => customer_id);
}

/** Deletes the registrations with the email address of an account. Answers their ids. */
export async function deleteRegistrationsOfAccount(
  trx: Trx,
  customerId: string,
): Promise<string[]> {
  const { rows } = await trx.query<{ customer_id: string }>(
    `DELETE FROM registrations WHERE email_mac =
       (SELECT email_mac FROM accounts WHERE customer_id = $1)
     RETURNING customer_id`,
    [customerId],
  );
  return rows.map(({ customer_id }) => customer_id);
}

/** Deletes up to `limit` expired registrations. Answers their ids. */
export async function deleteExpiredRegistrations(trx: Trx, limit: number): Promise<string[]> {
  const { rows } = await trx.query<{ customer_id: string }>(
    `DELETE FROM registrations WHERE customer_id IN (
       SELECT customer_id FROM registrations WHERE expires_at < now()
       LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING customer_id`,
    [limit],
  );
  return rows.map(({ customer_id }) => customer_id);
}

/** The newest registration of an email address that has not expired. */
export async function findRegistration(
  db: Queryable,
  emailMac: string,
  now: string,
): Promise<Registration | undefined> {
  const { rows } = await db.query<Registration>({
    name: 'registration-find',
    text: `SELECT ${COLUMNS} FROM registrations WHERE email_mac = $1 AND expires_at > $2
           ORDER BY created_at DESC LIMIT 1`,
    values: [emailMac, now],
  });
  return rows[0];
}

/** Gives a registration a new token and expiry. */
export async function renewRegistration(
  db: Queryable,
  {
    customerId,
    tokenHash,
    expiresAt,
  }: Pick<Registration, 'customerId' | 'tokenHash' | 'expiresAt'>,
): Promise<void> {
  await db.query(
    'UPDATE registrations SET token_hash = $2, expires_at = $3 WHERE customer_id = $1',
    [customerId, tokenHash, expiresAt],
  );
}

/** Deletes and answers the registration of a token, and deletes all others of its email address. */
export async function takeRegistration(
  trx: Trx,
  tokenHash: string,
  now: string,
): Promise<{ registration: Registration; others: string[] } | undefined> {
  const { rows } = await trx.query<Registration>({
    name: 'registration-take',
    text: `DELETE FROM registrations WHERE email_mac = (
             SELECT email_mac FROM registrations WHERE token_hash = $1 AND expires_at > $2)
           RETURNING ${COLUMNS}`,
    values: [tokenHash, now],
  });
  const registration = rows.find((row) => row.tokenHash === tokenHash);
  if (registration === undefined) return undefined;
  const others = rows.filter((row) => row !== registration).map(({ customerId }) => customerId);
  return { registration, others };
}
