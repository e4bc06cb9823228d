import type { FoundAccount } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/platform/problem';
import type { IdentityDeps } from '../deps.ts';
import { findAccountByEmail } from '../store/accounts.ts';
import { toAccount } from './read-account.ts';

/**
 * The account of an email address, for staff whom its owner asked for help. Every look-up is recorded,
 * found or not. Rejects with customer-not-found.
 */
export async function lookUpAccount(
  { database, keys, auditLog }: IdentityDeps,
  { actor, email }: { actor: string; email: string },
): Promise<FoundAccount> {
  const stored = await findAccountByEmail(database, keys.macOfEmail(email));
  const event = { actor, action: 'account.look-up', target: stored?.customerId ?? 'unknown' };
  await auditLog.record({ ...event, outcome: stored === undefined ? 'refused' : 'done' });
  if (stored === undefined) {
    throw problem('customer-not-found', 'No account has this verified email address.');
  }
  const { status, createdAt } = stored;
  return {
    ...(await toAccount(keys, database, stored)),
    status: status === 'disabled' ? 'disabled' : 'active',
    createdAt,
  };
}
