import { AskForMail, ResetPassword } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { readBody, compileSchema } from '@commerce/runtime/http';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import type { Mail } from '../mail/mailer.ts';
import { assertStrong } from '../passwords/assert-strong.ts';
import { findPerson } from '../personal/sealed-person.ts';
import { clientAddress } from '../sessions/client-address.ts';
import { findAccountByEmail, lockAccount, replacePassword } from '../store/accounts.ts';
import { deleteResets, findReset, insertReset } from '../store/password-resets.ts';
import { endSessions } from '../store/sessions.ts';
import { hashOfToken, newToken } from '../tokens/opaque-token.ts';
import { isLiving } from './living-account.ts';

/** How long a password can be reset with a token, s: 15 minutes. */
const RESET_SECONDS = 900;
const Address = compileSchema(AskForMail);
const Completion = compileSchema(ResetPassword);

/** POST /password-resets: the same answer for every address. */
export function requestReset(deps: IdentityDeps) {
  const { keys, limiter, mailer } = deps;
  return async (ctx: Context) => {
    const { email } = await readBody(ctx, Address);
    const emailMac = keys.macOfEmail(email);
    await limiter.tryMail(ctx, { account: emailMac, address: clientAddress(ctx) });
    mailer.sendWhenKnown(() => resetMail(deps, emailMac));
    ctx.status = 202;
    ctx.body = { status: 'mail-sent' };
  };
}

// Everything that differs between a known and an unknown address happens after the answer.
async function resetMail(
  { database, keys, clock }: IdentityDeps,
  emailMac: string,
): Promise<Mail | undefined> {
  const account = await findAccountByEmail(database, emailMac);
  if (account?.status !== 'active') return undefined;
  const { customerId, emailSealed } = account;
  const token = newToken();
  const expiresAt = new Date(clock() + RESET_SECONDS * 1000).toISOString();
  await transaction(database, (trx) =>
    insertReset(trx, { tokenHash: hashOfToken(token), customerId, expiresAt }),
  );
  const person = await findPerson(database, keys.master, customerId);
  const text = 'Choose another password with this token. It is good for 15 minutes.';
  // To the address that was verified, not to what a stranger typed.
  return { to: person.decryptEmail(emailSealed), subject: 'reset-password', text, token };
}

/** POST /password-resets/completion: ends every session. */
export function completeReset(deps: IdentityDeps) {
  const { database, keys, hasher, mailer, auditLog, clock } = deps;
  return async (ctx: Context) => {
    const { token, password } = await readBody(ctx, Completion);
    // Before the token is looked at, so that its hash need not be made while rows are locked.
    assertStrong(deps, password, '');
    const to = await hasher.hash(password);
    const email = await transaction(database, async (trx) => {
      const now = new Date(clock()).toISOString();
      const customerId = await findReset(trx, hashOfToken(token), now);
      const account = customerId === undefined ? undefined : await lockAccount(trx, customerId);
      if (account === undefined || !isLiving(account) || account.status !== 'active')
        return undefined;
      const person = await findPerson(trx, keys.master, account.customerId);
      const address = person.decryptEmail(account.emailSealed);
      assertStrong(deps, password, address);
      await replacePassword(trx, account.customerId, { from: account.passwordHash, to });
      await deleteResets(trx, account.customerId);
      await endSessions(trx, account.customerId, { reason: 'password', at: now });
      const who = { actor: account.customerId, target: account.customerId };
      await auditLog.note(trx, { ...who, action: 'password.reset', outcome: 'done' });
      return address;
    });
    if (email === undefined) throw problem('mail-token-invalid', 'Ask for another mail.');
    const text = 'Your password was reset. If that was not you, reset it again now.';
    mailer.send({ to: email, subject: 'password-changed', text });
    ctx.status = 204;
  };
}
