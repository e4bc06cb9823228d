import { problem } from '@commerce/platform/problem';
import { destroyDataKey, forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { decideDisablement } from '../domain/account.ts';
import { clearAccount, lockAccount, lockOtherAdmins } from '../store/accounts.ts';
import { deleteAddresses } from '../store/addresses.ts';
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
export async function eraseAccount(
  deps: IdentityDeps,
  input: { customerId: string; password: string; remoteAddress: string },
): Promise<void> {
  const { database, auditLog, clock } = deps;
  const { customerId } = input;
  await confirmPassword(deps, await loadOwnAccount(database, customerId), input);
  await transaction(database, async (trx) => {
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
    await clearAccount(trx, customerId);
    await destroyDataKey(trx, customerId);
    const event = { actor: customerId, action: 'account.erase', target: customerId } as const;
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
}
