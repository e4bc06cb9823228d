import { problem } from '@commerce/platform/problem';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import type { Mail } from '../mail/mailer.ts';
import { passwordChangedMail, passwordResetMail } from '../mail/messages.ts';
import { findAccountByEmail, isLive, lockAccount, replacePassword } from '../store/accounts.ts';
import { deleteEmailChange } from '../store/email-changes.ts';
import { deleteResets, findReset, insertReset } from '../store/password-resets.ts';
import { endSessions } from '../store/sessions.ts';
import type { Attempt } from '../throttling/attempt-limiter.ts';
import { hashToken, newToken } from '../tokens/opaque-token.ts';
import { storedEmailOf } from './load-account.ts';

/** A password can be reset with a token for this long, s: 15 minutes. */
const RESET_SECONDS = 900;

/**
 * Mails a token that resets the password. The answer is the same for every email address: all that
 * differs happens in the background. Rejects with too-many-tries.
 */
export async function requestPasswordReset(
  deps: IdentityDeps,
  { email, remoteAddress }: { email: string; remoteAddress: string },
): Promise<void> {
  const emailMac = deps.keys.macOfEmail(email);
  const attempt = { account: emailMac, remoteAddress };
  await deps.attemptLimiter.countMail(attempt);
  deps.mailer.sendDeferred(() => resetMail(deps, attempt));
}

async function resetMail(deps: IdentityDeps, attempt: Attempt): Promise<Mail | undefined> {
  const { database, attemptLimiter, clock } = deps;
  const account = await findAccountByEmail(database, attempt.account);
  if (account?.status !== 'active') return undefined;
  const { customerId } = account;
  const token = newToken();
  const expiresAt = new Date(clock() + RESET_SECONDS * 1000).toISOString();
  await transaction(database, (trx) =>
    insertReset(trx, { tokenHash: hashToken(token), customerId, expiresAt }),
  );
  await attemptLimiter.rememberMail(hashToken(token), attempt);
  return passwordResetMail(await storedEmailOf(deps, database, account), token);
}

/**
 * Sets a new password with the token of a mail, and ends every session. Rejects with weak-password
 * or mail-token-invalid.
 */
export async function resetPassword(
  deps: IdentityDeps,
  { token, password }: { token: string; password: string },
): Promise<void> {
  const { database, hasher, passwordPolicy, attemptLimiter, mailer } = deps;
  // Hashed before the token is looked up, so that no rows are locked meanwhile.
  passwordPolicy.requireStrong(password, '');
  const passwordHash = await hasher.hash(password);
  const email = await transaction(database, (trx) =>
    setPassword(deps, trx, { token, password, passwordHash }),
  );
  if (email === undefined) throw problem('mail-token-invalid', 'Request another mail.');
  await attemptLimiter.clearMail(hashToken(token));
  mailer.send(passwordChangedMail(email));
}

/** Answers the email address of the account, or undefined if the token is not valid. */
async function setPassword(
  { keys, passwordPolicy, auditLog, clock }: IdentityDeps,
  trx: Trx,
  { token, password, passwordHash }: { token: string; password: string; passwordHash: string },
): Promise<string | undefined> {
  const now = new Date(clock()).toISOString();
  const customerId = await findReset(trx, hashToken(token), now);
  const account = customerId === undefined ? undefined : await lockAccount(trx, customerId);
  if (customerId === undefined || account?.status !== 'active' || !isLive(account)) {
    return undefined;
  }
  const email = await storedEmailOf({ keys }, trx, account);
  passwordPolicy.requireStrong(password, email);
  await replacePassword(trx, customerId, { from: account.passwordHash, to: passwordHash });
  await deleteResets(trx, customerId);
  // Whoever requested it may have known the old password only.
  await deleteEmailChange(trx, customerId);
  await endSessions(trx, customerId, { reason: 'password', at: now });
  const event = { actor: customerId, action: 'password.reset', target: customerId } as const;
  await auditLog.append(trx, { ...event, outcome: 'done' });
  return email;
}
