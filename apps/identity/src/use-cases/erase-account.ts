import { problem } from '@commerce/platform/problem';
import { destroyDataKey, findDataKey, forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideDisablement } from '../domain/account.ts';
import { clearAccount, findAccount, lockAccount, lockOtherAdmins } from '../store/accounts.ts';
import { deleteAddresses } from '../store/addresses.ts';
import { deleteEmailChange } from '../store/email-changes.ts';
import { deleteResets } from '../store/password-resets.ts';
import { deleteRegistrationsOfAccount } from '../store/registrations.ts';
import { endSessions } from '../store/sessions.ts';
import { confirmPassword } from './check-credentials.ts';
import { loadOwnAccount } from './load-account.ts';

/**
 * Deletes the personal data that identity stores, and destroys the customer's data key, so that
 * nothing encrypted with it or with a key derived from it can be decrypted any more, here and in
 * other apps. Rejects with wrong-credentials, too-many-tries or last-admin.
 */
export async function eraseOwnAccount(
  deps: IdentityDeps,
  input: { customerId: string; password: string; remoteAddress: string },
): Promise<void> {
  const { database } = deps;
  const { customerId } = input;
  await confirmPassword(deps, await loadOwnAccount(database, customerId), input);
  await transaction(database, (trx) => erase(deps, trx, { actor: customerId, customerId }));
}

/**
 * The same for a customer who asked an admin for it. Customers who sign in at an outside issuer have
 * no account here, only a data key, once something was encrypted for them. A repeat changes nothing.
 * Rejects with customer-not-found or last-admin.
 */
export async function eraseAccount(
  deps: IdentityDeps,
  { actor, customerId }: { actor: string; customerId: string },
): Promise<void> {
  const { database, keys, outsideIssuer } = deps;
  const account = await findAccount(database, customerId);
  const isOfIssuer = account === undefined && outsideIssuer !== undefined;
  const key = isOfIssuer ? await findDataKey(database, keys.master, customerId) : undefined;
  if (account === undefined && key === undefined) {
    throw problem('customer-not-found', 'This customer does not exist.');
  }
  if (account?.status === 'erased' || key === 'destroyed') return;
  await transaction(database, (trx) => erase(deps, trx, { actor, customerId }));
}

async function erase(
  { auditLog, clock }: IdentityDeps,
  trx: Trx,
  { actor, customerId }: { actor: string; customerId: string },
): Promise<void> {
  const otherAdmins = await lockOtherAdmins(trx, customerId);
  const account = await lockAccount(trx, customerId);
  if (decideDisablement(account?.roles ?? [], otherAdmins) === 'last-admin') {
    throw problem('last-admin', 'Make someone else an admin first.');
  }
  const at = new Date(clock()).toISOString();
  await endSessions(trx, customerId, { reason: 'erased', at });
  // Someone may have tried to register the email address again.
  await forgetDataKeys(trx, await deleteRegistrationsOfAccount(trx, customerId));
  await deleteAddresses(trx, customerId);
  await deleteResets(trx, customerId);
  await deleteEmailChange(trx, customerId);
  await clearAccount(trx, customerId);
  await destroyDataKey(trx, customerId);
  const event = { actor, action: 'account.erase', target: customerId } as const;
  await auditLog.append(trx, { ...event, outcome: 'done' });
}
