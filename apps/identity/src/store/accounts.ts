import type { Role } from '@commerce/contracts/identity/access';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { AccountStatus } from '../domain/account.ts';

/** An account as it is stored: personal data is encrypted with the person's own key. */
export interface StoredAccount {
  customerId: string;
  status: AccountStatus;
  emailCiphertext: string | null;
  profileCiphertext: string | null;
  passwordHash: string | null;
  roles: Role[];
  createdAt: string;
}

/** An account that has not been erased. */
export type LiveAccount = StoredAccount & {
  emailCiphertext: string;
  profileCiphertext: string;
  passwordHash: string;
};

const COLUMNS = `customer_id AS "customerId", status, email_sealed AS "emailCiphertext",
  profile_sealed AS "profileCiphertext", password_hash AS "passwordHash", roles,
  created_at AS "createdAt"`;

/** Whether the account still has its personal data. */
export function isLive(account: StoredAccount): account is LiveAccount {
  return account.status !== 'erased';
}

export interface NewAccount {
  customerId: string;
  emailMac: string;
  emailCiphertext: string;
  profileCiphertext: string;
  passwordHash: string;
  roles: readonly Role[];
}

/** Stores an account; false if its email address already has one. */
export async function insertAccount(db: Queryable, account: NewAccount): Promise<boolean> {
  const { customerId, emailMac, emailCiphertext, profileCiphertext, passwordHash, roles } = account;
  const { rowCount } = await db.query({
    name: 'account-insert',
    text: `INSERT INTO accounts
             (customer_id, email_mac, email_sealed, profile_sealed, password_hash, roles)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_mac) DO NOTHING`,
    values: [customerId, emailMac, emailCiphertext, profileCiphertext, passwordHash, roles],
  });
  return rowCount === 1;
}

export async function findAccount(
  db: Queryable,
  customerId: string,
): Promise<StoredAccount | undefined> {
  const { rows } = await db.query<StoredAccount>({
    name: 'account-find',
    text: `SELECT ${COLUMNS} FROM accounts WHERE customer_id = $1`,
    values: [customerId],
  });
  return rows[0];
}

/** The account, locked until the transaction ends. */
export async function lockAccount(
  trx: Trx,
  customerId: string,
): Promise<StoredAccount | undefined> {
  const { rows } = await trx.query<StoredAccount>({
    name: 'account-lock',
    text: `SELECT ${COLUMNS} FROM accounts WHERE customer_id = $1 FOR UPDATE`,
    values: [customerId],
  });
  return rows[0];
}

/** The account with an email address, found by the address's keyed hash. */
export async function findAccountByEmail(
  db: Queryable,
  emailMac: string,
): Promise<LiveAccount | undefined> {
  const { rows } = await db.query<LiveAccount>({
    name: 'account-find-email',
    text: `SELECT ${COLUMNS} FROM accounts WHERE email_mac = $1`,
    values: [emailMac],
  });
  return rows[0];
}

/** Replaces the password hash; false if it is no longer the expected one. */
export async function replacePassword(
  db: Queryable,
  customerId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'account-password',
    text: `UPDATE accounts SET password_hash = $3, changed_at = now()
           WHERE customer_id = $1 AND password_hash = $2`,
    values: [customerId, from, to],
  });
  return rowCount === 1;
}

/** Replaces the email address. Rejects with a unique violation if another account has it. */
export async function replaceEmail(
  trx: Trx,
  {
    customerId,
    emailMac,
    emailCiphertext,
  }: { customerId: string; emailMac: string; emailCiphertext: string },
): Promise<void> {
  await trx.query(
    `UPDATE accounts SET email_mac = $2, email_sealed = $3, changed_at = now()
     WHERE customer_id = $1`,
    [customerId, emailMac, emailCiphertext],
  );
}

export async function updateProfile(
  trx: Trx,
  customerId: string,
  profileCiphertext: string,
): Promise<void> {
  await trx.query({
    name: 'account-profile',
    text: `UPDATE accounts SET profile_sealed = $2, changed_at = now() WHERE customer_id = $1`,
    values: [customerId, profileCiphertext],
  });
}

export async function updateRoles(trx: Trx, customerId: string, roles: Role[]): Promise<void> {
  await trx.query('UPDATE accounts SET roles = $2, changed_at = now() WHERE customer_id = $1', [
    customerId,
    roles,
  ]);
}

export async function setDisabled(trx: Trx, customerId: string): Promise<void> {
  await trx.query(
    `UPDATE accounts SET status = 'disabled', changed_at = now()
     WHERE customer_id = $1 AND status = 'active'`,
    [customerId],
  );
}

export async function setEnabled(trx: Trx, customerId: string): Promise<void> {
  await trx.query(
    `UPDATE accounts SET status = 'active', changed_at = now()
     WHERE customer_id = $1 AND status = 'disabled'`,
    [customerId],
  );
}

/** Removes all personal data from an account; only its id remains. */
export async function clearAccount(trx: Trx, customerId: string): Promise<void> {
  await trx.query(
    `UPDATE accounts SET status = 'erased', email_mac = NULL, email_sealed = NULL,
       profile_sealed = NULL, password_hash = NULL, roles = '{}', changed_at = now()
     WHERE customer_id = $1`,
    [customerId],
  );
}

/**
 * The number of active admins besides one. Locks all admins, always in the same order, so that two
 * admins who remove each other at the same time are decided one after the other.
 */
export async function lockOtherAdmins(trx: Trx, customerId: string): Promise<number> {
  const { rows } = await trx.query<{ customer_id: string }>(
    `SELECT customer_id FROM accounts WHERE status = 'active' AND 'admin' = ANY(roles)
     ORDER BY customer_id FOR UPDATE`,
  );
  return rows.filter(({ customer_id }) => customer_id !== customerId).length;
}

/** The number of active admins, after whoever else counts them to create one has ended. */
export async function lockAdminCount(trx: Trx): Promise<number> {
  await trx.query("SELECT pg_advisory_xact_lock(hashtext('identity:create-admin'))");
  return lockOtherAdmins(trx, '');
}
