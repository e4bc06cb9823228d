import { forgetDataKeys } from '@commerce/runtime/personal-data';
import type { Queryable, Trx } from '@commerce/runtime/postgres';

/** An account that somebody asked for and whose address is not verified. Instants in ISO. */
export interface Registration {
  customerId: string;
  emailMac: string;
  emailSealed: string;
  profileSealed: string;
  passwordHash: string;
  tokenHash: string;
  createdAt: string;
  expiresAt: string;
}

/** Most registrations of one address that wait at the same time. */
const MAX_WAITING = 5;
const COLUMNS = `customer_id AS "customerId", email_mac AS "emailMac",
  email_sealed AS "emailSealed", profile_sealed AS "profileSealed",
  password_hash AS "passwordHash", token_hash AS "tokenHash", created_at AS "createdAt",
  expires_at AS "expiresAt"`;

/** Stores a registration; the oldest of too many goes. */
export async function insertRegistration(trx: Trx, one: Registration): Promise<void> {
  await trx.query({
    name: 'registration-insert',
    text: `INSERT INTO registrations (customer_id, email_mac, email_sealed, profile_sealed,
             password_hash, token_hash, created_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      one.customerId,
      one.emailMac,
      one.emailSealed,
      one.profileSealed,
      one.passwordHash,
      one.tokenHash,
      one.createdAt,
      one.expiresAt,
    ],
  });
  const { rows } = await trx.query<{ customer_id: string }>({
    name: 'registration-bound',
    text: `DELETE FROM registrations WHERE customer_id IN (
             SELECT customer_id FROM registrations WHERE email_mac = $1
             ORDER BY created_at DESC, customer_id DESC OFFSET $2)
           RETURNING customer_id`,
    values: [one.emailMac, MAX_WAITING],
  });
  await forgetDataKeys(
    trx,
    rows.map((row) => row.customer_id),
  );
}

/** The newest registration of an address that has not run out. */
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

/** Gives a registration another token and more time. */
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

/** Takes the registration of a token, and all others of its address with it. */
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
