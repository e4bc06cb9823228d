import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/server';
import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { loadPersonCipher } from '../personal/person-cipher.ts';
import {
  findAccount,
  isLive,
  lockAccount,
  type LiveAccount,
  type StoredAccount,
} from '../store/accounts.ts';

/** The caller's own account. Rejects with invalid-token if it was erased a moment ago. */
export async function loadOwnAccount(db: Queryable, customerId: string): Promise<LiveAccount> {
  return requireOwn(await findAccount(db, customerId));
}

/** The same, locked until the transaction ends. */
export async function lockOwnAccount(trx: Trx, customerId: string): Promise<LiveAccount> {
  return requireOwn(await lockAccount(trx, customerId));
}

function requireOwn(account: StoredAccount | undefined): LiveAccount {
  if (account === undefined || !isLive(account)) {
    throw httpProblem('invalid-token', 'The account no longer exists.');
  }
  return account;
}

/** The address that the owner verified, as they wrote it. Mails of an account go there, and nowhere else. */
export async function storedEmailOf(
  { keys }: Pick<IdentityDeps, 'keys'>,
  db: Queryable,
  { customerId, emailCiphertext }: Pick<LiveAccount, 'customerId' | 'emailCiphertext'>,
): Promise<string> {
  const cipher = await loadPersonCipher(db, keys.master, customerId);
  return cipher.decryptEmail(emailCiphertext);
}

/** Another person's account. Rejects with customer-not-found or customer-erased. */
export function requireLive(account: StoredAccount | undefined): LiveAccount {
  if (account === undefined) throw problem('customer-not-found', 'This customer does not exist.');
  if (!isLive(account)) throw problem('customer-erased', 'This customer was erased.');
  return account;
}
