import { AskForMail, VerifyAddress } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import { readBody, compileSchema } from '@commerce/runtime/http';
import { forgetDataKeys } from '@commerce/runtime/personal-data';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import type { Mail } from '../mail/mailer.ts';
import { clientAddress } from '../sessions/client-address.ts';
import { findAccountByEmail, insertAccount } from '../store/accounts.ts';
import { findRegistration, renewRegistration, takeRegistration } from '../store/registrations.ts';
import { hashOfToken, newToken } from '../tokens/opaque-token.ts';
import { REGISTRATION_SECONDS } from './register.ts';

const Token = compileSchema(VerifyAddress);
const Address = compileSchema(AskForMail);

/** POST /accounts/verification: the account begins, with the password that its token was made for. */
export function verifyAddress({ database, auditLog, clock }: IdentityDeps) {
  return async (ctx: Context) => {
    const { token } = await readBody(ctx, Token);
    const customerId = await transaction(database, async (trx) => {
      const now = new Date(clock()).toISOString();
      const taken = await takeRegistration(trx, hashOfToken(token), now);
      const found = taken?.registration;
      if (found === undefined) return undefined;
      await forgetDataKeys(trx, taken?.others ?? []);
      if (!(await insertAccount(trx, { ...found, roles: ['customer'] }))) {
        await forgetDataKeys(trx, [found.customerId]);
        return undefined;
      }
      const { customerId: id } = found;
      await auditLog.note(trx, {
        actor: id,
        action: 'account.verify',
        target: id,
        outcome: 'done',
      });
      return id;
    });
    if (customerId === undefined) {
      throw problem('mail-token-invalid', 'Register again to get another one.');
    }
    ctx.status = 201;
    ctx.body = { customerId };
  };
}

/** POST /accounts/verification-requests: another mail for who registered and has not verified. */
export function requestVerification(deps: IdentityDeps) {
  const { keys, limiter, mailer } = deps;
  return async (ctx: Context) => {
    const { email } = await readBody(ctx, Address);
    const emailMac = keys.macOfEmail(email);
    await limiter.tryMail(ctx, { account: emailMac, address: clientAddress(ctx) });
    mailer.sendWhenKnown(() => verificationMail(deps, email));
    ctx.status = 202;
    ctx.body = { status: 'mail-sent' };
  };
}

// Everything that differs between addresses happens after the answer.
async function verificationMail(
  { database, keys, clock }: IdentityDeps,
  email: string,
): Promise<Mail | undefined> {
  const emailMac = keys.macOfEmail(email);
  const now = clock();
  const waiting = await findRegistration(database, emailMac, new Date(now).toISOString());
  const known = await findAccountByEmail(database, emailMac);
  if (waiting === undefined || known !== undefined) return undefined;
  const token = newToken();
  await renewRegistration(database, {
    customerId: waiting.customerId,
    tokenHash: hashOfToken(token),
    expiresAt: new Date(now + REGISTRATION_SECONDS * 1000).toISOString(),
  });
  const text = 'Verify your address with this token to finish your registration.';
  return { to: email, subject: 'verify-address', text, token };
}
