import type { Role } from '@commerce/contracts/identity/access';
import { forgetDataKeys } from '@commerce/runtime/personal-data';
import type { Queryable, Trx } from '@commerce/runtime/postgres';
import type { AccountStatus } from '../domain/account.ts';

/** An account as it is stored: what is said of the person is sealed with the person's key. */
export interface StoredAccount {
  customerId: string;
  status: AccountStatus;
  emailSealed: string | null;
  profileSealed: string | null;
  passwordHash: string | null;
  roles: Role[];
  createdAt: string;
}

/** The same of an account that was not erased. */
export type LivingAccount = StoredAccount & {
  emailSealed: string;
  profileSealed: string;
  passwordHash: string;
};

const COLUMNS = `customer_id AS "customerId", status, email_sealed AS "emailSealed",
  profile_sealed AS "profileSealed", password_hash AS "passwordHash", roles,
  created_at AS "createdAt"`;

export interface NewAccount {
  customerId: string;
  emailMac: string;
  emailSealed: string;
  profileSealed: string;
  passwordHash: string;
  roles: readonly Role[];
}

/** Stores an account; false when its address has one already. */
export async function insertAccount(db: Queryable, account: NewAccount): Promise<boolean> {
  const { customerId, emailMac, emailSealed, profileSealed, passwordHash, roles } = account;
  const { rowCount } = await db.query({
    name: 'account-insert',
    text: `INSERT INTO accounts
             (customer_id, email_mac, email_sealed, profile_sealed, password_hash, roles)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_mac) DO NOTHING`,
    values: [customerId, emailMac, emailSealed, profileSealed, passwordHash, roles],
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

/** The account of an address, by the keyed hash of it. */
export async function findAccountByEmail(
  db: Queryable,
  emailMac: string,
): Promise<LivingAccount | undefined> {
  const { rows } = await db.query<LivingAccount>({
    name: 'account-find-email',
    text: `SELECT ${COLUMNS} FROM accounts WHERE email_mac = $1`,
    values: [emailMac],
  });
  return rows[0];
}

/** Stores another hash of the password, unless the one it replaces has changed meanwhile. */
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

export async function updateProfile(
  trx: Trx,
  customerId: string,
  profileSealed: string,
): Promise<void> {
  await trx.query({
    name: 'account-profile',
    text: `UPDATE accounts SET profile_sealed = $2, changed_at = now() WHERE customer_id = $1`,
    values: [customerId, profileSealed],
  });
}

export async function updateRoles(trx: Trx, customerId: string, roles: Role[]): Promise<void> {
  await trx.query('UPDATE accounts SET roles = $2, changed_at = now() WHERE customer_id = $1', [
    customerId,
    roles,
  ]);
}

export async function disableAccount(trx: Trx, customerId: string): Promise<void> {
  await trx.query(
    `UPDATE accounts SET status = 'disabled', changed_at = now()
     WHERE customer_id = $1 AND status = 'active'`,
    [customerId],
  );
}

/** Leaves of an account that it was there, and nothing of who it was. */
export async function eraseAccount(trx: Trx, customerId: string): Promise<void> {
  // Somebody may have tried to register the address again since.
  const { rows } = await trx.query<{ customer_id: string }>(
    `DELETE FROM registrations WHERE email_mac =
       (SELECT email_mac FROM accounts WHERE customer_id = $1)
     RETURNING customer_id`,
    [customerId],
  );
  await forgetDataKeys(
    trx,
    rows.map((row) => row.customer_id),
  );
  await trx.query('DELETE FROM addresses WHERE customer_id = $1', [customerId]);
  await trx.query('DELETE FROM password_resets WHERE customer_id = $1', [customerId]);
  await trx.query(
    `UPDATE accounts SET status = 'erased', email_mac = NULL, email_sealed = NULL,
       profile_sealed = NULL, password_hash = NULL, roles = '{}', changed_at = now()
     WHERE customer_id = $1`,
    [customerId],
  );
}

/**
 * How many active admins there are beside one. Locks them all, in one order, so that two who take
 * the role from each other at the same time are decided one after the other.
 */
export async function lockOtherAdmins(trx: Trx, customerId: string): Promise<number> {
  const { rows } = await trx.query<{ customer_id: string }>(
    `SELECT customer_id FROM accounts WHERE status = 'active' AND 'admin' = ANY(roles)
     ORDER BY customer_id FOR UPDATE`,
  );
  return rows.filter(({ customer_id }) => customer_id !== customerId).length;
}
