import { problem } from '@commerce/platform/problem';
import { forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { verificationMail } from '../mail/messages.ts';
import type { Mail } from '../mail/mailer.ts';
import { findAccountByEmail, insertAccount } from '../store/accounts.ts';
import { findRegistration, renewRegistration, takeRegistration } from '../store/registrations.ts';
import type { Attempt } from '../throttling/attempt-limiter.ts';
import { hashToken, newToken } from '../tokens/opaque-token.ts';
import { storedEmailOf } from './load-account.ts';
import { REGISTRATION_SECONDS } from './register-account.ts';

/**
 * Creates the account of a registration, with the password of that registration, and discards all
 * others of its email address. Rejects with mail-token-invalid.
 */
export async function verifyAddress(
  deps: IdentityDeps,
  { token }: { token: string },
): Promise<{ customerId: string }> {
  const customerId = await transaction(deps.database, (trx) => createAccount(deps, trx, token));
  if (customerId === undefined) {
    throw problem('mail-token-invalid', 'Register again for a new one.');
  }
  await deps.attemptLimiter.clearMail(hashToken(token));
  return { customerId };
}

async function createAccount(
  { auditLog, clock }: IdentityDeps,
  trx: Trx,
  token: string,
): Promise<string | undefined> {
  const taken = await takeRegistration(trx, hashToken(token), new Date(clock()).toISOString());
  if (taken === undefined) return undefined;
  const { customerId } = taken.registration;
  await forgetDataKeys(trx, taken.others);
  if (!(await insertAccount(trx, { ...taken.registration, roles: ['customer'] }))) {
    await forgetDataKeys(trx, [customerId]);
    return undefined;
  }
  const event = { actor: customerId, action: 'account.verify', target: customerId } as const;
  await auditLog.append(trx, { ...event, outcome: 'done' });
  return customerId;
}

/**
 * Mails a new token to someone who registered and has not verified the address. The answer is the
 * same for every email address: all that differs happens in the background. Rejects with
 * too-many-tries.
 */
export async function requestVerification(
  deps: IdentityDeps,
  { email, remoteAddress }: { email: string; remoteAddress: string },
): Promise<void> {
  const emailMac = deps.keys.macOfEmail(email);
  const attempt = { account: emailMac, remoteAddress };
  await deps.attemptLimiter.countMail(attempt);
  deps.mailer.sendDeferred(() => renewedVerificationMail(deps, attempt));
}

async function renewedVerificationMail(
  deps: IdentityDeps,
  attempt: Attempt,
): Promise<Mail | undefined> {
  const { database, attemptLimiter, clock } = deps;
  const { account: emailMac } = attempt;
  const now = clock();
  const pending = await findRegistration(database, emailMac, new Date(now).toISOString());
  const account = await findAccountByEmail(database, emailMac);
  if (pending === undefined || account !== undefined) return undefined;
  const token = newToken();
  await renewRegistration(database, {
    customerId: pending.customerId,
    tokenHash: hashToken(token),
    expiresAt: new Date(now + REGISTRATION_SECONDS * 1000).toISOString(),
  });
  await attemptLimiter.rememberMail(hashToken(token), attempt);
  // To the registered address: the one in the request can be a look-alike of someone else.
  return verificationMail(await storedEmailOf(deps, database, pending), token);
}
