import { problem } from '@commerce/platform/problem';
import type { IdentityDeps } from '../deps.ts';
import { decideSignIn } from '../domain/account.ts';
import { findAccountByEmail, replacePassword, type LiveAccount } from '../store/accounts.ts';

type Deps = Pick<IdentityDeps, 'database' | 'keys' | 'hasher' | 'attemptLimiter' | 'auditLog'>;

export interface Credentials {
  email: string;
  password: string;
  remoteAddress: string;
}

/**
 * The account with an email address and password. Rejects with too-many-tries, account-disabled, or
 * wrong-credentials, which takes as long for an unknown email address. Replaces a password hash that
 * was made with a lower cost than the current one.
 */
export async function checkCredentials(
  { database, keys, hasher, attemptLimiter, auditLog }: Deps,
  { email, password, remoteAddress }: Credentials,
): Promise<LiveAccount> {
  const emailMac = keys.macOfEmail(email);
  const attempt = { account: emailMac, remoteAddress };
  await attemptLimiter.countSignIn(attempt);
  const account = await findAccountByEmail(database, emailMac);
  const matches = await hasher.verify(password, account?.passwordHash);
  const decision = decideSignIn(account?.status, matches);
  if (decision !== 'accepted' || account === undefined) {
    const target = account?.customerId ?? 'unknown';
    const refusal = { actor: 'anonymous', action: 'session.open', target } as const;
    await auditLog.record({ ...refusal, outcome: 'refused' });
    if (decision === 'account-disabled') {
      throw problem('account-disabled', 'Contact the support of the shop.');
    }
    throw problem('wrong-credentials', 'Check both, and that the email address is verified.');
  }
  await attemptLimiter.clearSignIn(attempt);
  if (hasher.isOutdated(account.passwordHash)) {
    const change = { from: account.passwordHash, to: await hasher.hash(password) };
    await replacePassword(database, account.customerId, change);
  }
  return account;
}

/** Confirms the password of a signed-in person. Rejects with too-many-tries or wrong-credentials. */
export async function confirmPassword(
  { hasher, attemptLimiter }: Pick<IdentityDeps, 'hasher' | 'attemptLimiter'>,
  { customerId, passwordHash }: Pick<LiveAccount, 'customerId' | 'passwordHash'>,
  { password, remoteAddress }: Pick<Credentials, 'password' | 'remoteAddress'>,
): Promise<void> {
  const attempt = { account: customerId, remoteAddress };
  await attemptLimiter.countSignIn(attempt);
  if (!(await hasher.verify(password, passwordHash))) {
    throw problem('wrong-credentials', 'This is not the password of the account.');
  }
  await attemptLimiter.clearSignIn(attempt);
}
