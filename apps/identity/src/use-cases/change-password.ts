import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { passwordChangedMail } from '../mail/messages.ts';
import { replacePassword } from '../store/accounts.ts';
import { deleteEmailChange } from '../store/email-changes.ts';
import { deleteResets } from '../store/password-resets.ts';
import { endSessions } from '../store/sessions.ts';
import { confirmPassword } from './check-credentials.ts';
import { loadOwnAccount, storedEmailOf } from './load-account.ts';

interface PasswordChange {
  customerId: string;
  /** The session that stays open. */
  sid: string;
  currentPassword: string;
  password: string;
  remoteAddress: string;
}

/**
 * Changes the password and ends every other session. Rejects with weak-password, wrong-credentials or
 * too-many-tries.
 */
export async function changePassword(
  deps: IdentityDeps,
  { customerId, sid, currentPassword, password, remoteAddress }: PasswordChange,
): Promise<void> {
  const { database, hasher, passwordPolicy, mailer, auditLog, clock } = deps;
  const account = await loadOwnAccount(database, customerId);
  const email = await storedEmailOf(deps, database, account);
  passwordPolicy.requireStrong(password, email);
  await confirmPassword(deps, account, { password: currentPassword, remoteAddress });
  const change = { from: account.passwordHash, to: await hasher.hash(password) };
  await transaction(database, async (trx) => {
    if (!(await replacePassword(trx, customerId, change))) {
      throw problem('wrong-credentials', 'The password was changed a moment ago.');
    }
    const at = new Date(clock()).toISOString();
    await endSessions(trx, customerId, { except: sid, reason: 'password', at });
    await deleteResets(trx, customerId);
    // Whoever requested it may have known the old password only.
    await deleteEmailChange(trx, customerId);
    const event = { actor: customerId, action: 'password.change', target: customerId } as const;
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
  mailer.send(passwordChangedMail(email));
}
