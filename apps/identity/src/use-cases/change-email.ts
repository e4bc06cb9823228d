import { problem } from '@commerce/platform/problem';
import { forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import type { Mail } from '../mail/mailer.ts';
import { accountExistsMail, changeEmailMail, emailChangedMail } from '../mail/messages.ts';
import { loadPersonCipher } from '../personal/person-cipher.ts';
import { findAccountByEmail, isLive, lockAccount, replaceEmail } from '../store/accounts.ts';
import { insertEmailChange, takeEmailChange } from '../store/email-changes.ts';
import { deleteResets } from '../store/password-resets.ts';
import { deleteRegistrationsOfAccount } from '../store/registrations.ts';
import { hashToken, newToken } from '../tokens/opaque-token.ts';
import { confirmPassword } from './check-credentials.ts';
import { loadOwnAccount, storedEmailOf } from './load-account.ts';

/** A change can be verified for this long, s: an hour. */
const EMAIL_CHANGE_SECONDS = 3_600;

interface EmailChangeRequest {
  customerId: string;
  /** The new address. */
  email: string;
  password: string;
  remoteAddress: string;
}

/**
 * Mails a token to the new address; the old one stays until it is presented. The answer is the same for
 * an address that has another account: its owner is told, and nobody gets a token. Rejects with
 * wrong-credentials or too-many-tries.
 */
export async function requestEmailChange(
  deps: IdentityDeps,
  { customerId, email, password, remoteAddress }: EmailChangeRequest,
): Promise<void> {
  const { database, keys, attemptLimiter, mailer } = deps;
  const account = await loadOwnAccount(database, customerId);
  await confirmPassword(deps, account, { password, remoteAddress });
  const emailMac = keys.macOfEmail(email);
  const attempt = { account: emailMac, remoteAddress };
  await attemptLimiter.countMail(attempt);
  const token = newToken();
  await storeChange(deps, { customerId, email, emailMac, token });
  await attemptLimiter.rememberMail(hashToken(token), attempt);
  mailer.sendDeferred(() => mailOfChange(deps, { customerId, email, emailMac, token }));
}

interface RequestedChange {
  customerId: string;
  email: string;
  emailMac: string;
  token: string;
}

async function storeChange(
  { database, keys, auditLog, clock }: IdentityDeps,
  { customerId, email, emailMac, token }: RequestedChange,
): Promise<void> {
  await transaction(database, async (trx) => {
    const cipher = await loadPersonCipher(trx, keys.master, customerId);
    await insertEmailChange(trx, {
      customerId,
      tokenHash: hashToken(token),
      emailMac,
      emailCiphertext: cipher.encryptEmail(email),
      expiresAt: new Date(clock() + EMAIL_CHANGE_SECONDS * 1000).toISOString(),
    });
    const event = { actor: customerId, action: 'email.request', target: customerId } as const;
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
}

async function mailOfChange(
  deps: IdentityDeps,
  { customerId, email, emailMac, token }: RequestedChange,
): Promise<Mail> {
  const holder = await findAccountByEmail(deps.database, emailMac);
  if (holder === undefined || holder.customerId === customerId)
    return changeEmailMail(email, token);
  return accountExistsMail(await storedEmailOf(deps, deps.database, holder));
}

/**
 * Gives an account the address that a token was mailed to, and tells the old address. Sessions go on;
 * tokens that were mailed to the old address are no longer accepted. Rejects with mail-token-invalid,
 * also if the address got an account of its own meanwhile.
 */
export async function completeEmailChange(
  deps: IdentityDeps,
  { token }: { token: string },
): Promise<void> {
  const { database, attemptLimiter, mailer } = deps;
  const formerEmail = await transaction(database, (trx) => applyChange(deps, trx, token)).catch(
    (error: unknown) => {
      if (isTaken(error)) return undefined;
      throw error;
    },
  );
  if (formerEmail === undefined) throw problem('mail-token-invalid', 'Request the change again.');
  await attemptLimiter.clearMail(hashToken(token));
  mailer.send(emailChangedMail(formerEmail));
}

/** Answers the former address, or undefined if the token is not valid. */
async function applyChange(
  deps: IdentityDeps,
  trx: Trx,
  token: string,
): Promise<string | undefined> {
  const now = new Date(deps.clock()).toISOString();
  const change = await takeEmailChange(trx, hashToken(token), now);
  if (change === undefined) return undefined;
  const account = await lockAccount(trx, change.customerId);
  if (account?.status !== 'active' || !isLive(account)) return undefined;
  const { customerId } = account;
  const formerEmail = await storedEmailOf(deps, trx, account);
  await replaceEmail(trx, change);
  await deleteResets(trx, customerId);
  // Someone may have tried to register the address.
  await forgetDataKeys(trx, await deleteRegistrationsOfAccount(trx, customerId));
  const event = { actor: customerId, action: 'email.change', target: customerId } as const;
  await deps.auditLog.append(trx, { ...event, outcome: 'done' });
  return formerEmail;
}

// PostgreSQL's unique_violation: the address got an account after the change was requested.
const isTaken = (error: unknown) => (error as { code?: string }).code === '23505';
