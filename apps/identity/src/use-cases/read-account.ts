import type { Account } from '@commerce/contracts/identity/identity-api';
import { contentVersion } from 'dapr-actor-runtime/http';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { loadPersonCipher } from '../personal/person-cipher.ts';
import type { LiveAccount } from '../store/accounts.ts';
import { loadOwnAccount } from './load-account.ts';

export interface VersionedAccount {
  account: Account;
  version: string;
}

/** The caller's own account. Rejects with invalid-token if it was erased a moment ago. */
export async function readAccount(
  { database, keys }: Pick<IdentityDeps, 'database' | 'keys'>,
  customerId: string,
): Promise<VersionedAccount> {
  const stored = await loadOwnAccount(database, customerId);
  return { account: await toAccount(keys, database, stored), version: versionOf(stored) };
}

/** The version of an account. Made from the ciphertexts, so that it reveals no personal data. */
export function versionOf({ emailCiphertext, profileCiphertext, roles }: LiveAccount): string {
  return contentVersion([emailCiphertext, profileCiphertext, roles]);
}

/** An account as its owner sees it. */
export async function toAccount(
  keys: IdentityDeps['keys'],
  db: Queryable,
  { customerId, emailCiphertext, profileCiphertext, roles }: LiveAccount,
): Promise<Account> {
  const cipher = await loadPersonCipher(db, keys.master, customerId);
  return {
    customerId,
    email: cipher.decryptEmail(emailCiphertext),
    profile: cipher.decryptProfile(profileCiphertext),
    roles,
  };
}
