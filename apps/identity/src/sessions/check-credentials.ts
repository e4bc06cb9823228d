import { problem } from '@commerce/contracts/problems';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { decideSignIn } from '../domain/account.ts';
import { findAccountByEmail, replacePassword, type LivingAccount } from '../store/accounts.ts';
import { clientAddress } from './client-address.ts';

/**
 * The account of an address and its password. Rejects with too-many-tries, wrong-credentials (which
 * takes as long for an address that nobody has), account-disabled. A hash that was made with less
 * than is asked for now is made anew.
 */
export async function checkCredentials(
  deps: IdentityDeps,
  ctx: Context,
  { email, password }: { email: string; password: string },
): Promise<LivingAccount> {
  const { database, keys, hasher, limiter, auditLog } = deps;
  const emailMac = keys.macOfEmail(email);
  const attempt = { account: emailMac, address: clientAddress(ctx) };
  await limiter.trySignIn(ctx, attempt);
  const account = await findAccountByEmail(database, emailMac);
  const fits = await hasher.verify(password, account?.passwordHash);
  const decision = decideSignIn(account?.status, fits);
  if (decision !== 'welcome' || account === undefined) {
    const target = account?.customerId ?? 'unknown';
    const refusal = { actor: 'anonymous', action: 'session.open', target } as const;
    await auditLog.noteAlone({ ...refusal, outcome: 'refused' });
    if (decision === 'account-disabled') {
      throw problem('account-disabled', 'Ask the support of the shop.');
    }
    throw problem('wrong-credentials', 'Check both, and that the address has been verified.');
  }
  await limiter.signedIn(attempt);
  if (hasher.isOutdated(account.passwordHash)) {
    const change = { from: account.passwordHash, to: await hasher.hash(password) };
    await replacePassword(database, account.customerId, change);
  }
  return account;
}

/** Whether a signed-in person knows the password. Rejects with too-many-tries, wrong-credentials. */
export async function confirmPassword(
  deps: IdentityDeps,
  ctx: Context,
  { customerId, passwordHash }: Pick<LivingAccount, 'customerId' | 'passwordHash'>,
  password: string,
): Promise<void> {
  const attempt = { account: customerId, address: clientAddress(ctx) };
  await deps.limiter.trySignIn(ctx, attempt);
  if (!(await deps.hasher.verify(password, passwordHash))) {
    throw problem('wrong-credentials', 'The password is not the one of this account.');
  }
  await deps.limiter.signedIn(attempt);
}
