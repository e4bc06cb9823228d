import { randomBytes } from 'node:crypto';
import { Register } from '@commerce/contracts/identity/identity-api';
import { readBody, compileSchema } from '@commerce/runtime/http';
import { transaction } from '@commerce/runtime/postgres';
import type { Context } from 'koa';
import type { IdentityDeps } from '../deps.ts';
import { assertStrong } from '../passwords/assert-strong.ts';
import { newPerson } from '../personal/sealed-person.ts';
import { clientAddress } from '../sessions/client-address.ts';
import { findAccountByEmail } from '../store/accounts.ts';
import { insertRegistration } from '../store/registrations.ts';
import { hashOfToken, newToken } from '../tokens/opaque-token.ts';

/** How long an address can be verified, s: a day. */
export const REGISTRATION_SECONDS = 86_400;
const ID_BYTES = 16;
const Body = compileSchema(Register);

/**
 * POST /accounts. The answer and its time are the same whether the address has an account or not;
 * only its owner hears by mail.
 */
export function register(deps: IdentityDeps) {
  const { database, keys, hasher, limiter, mailer } = deps;
  return async (ctx: Context) => {
    const { email, password, name } = await readBody(ctx, Body);
    assertStrong(deps, password, email);
    const emailMac = keys.macOfEmail(email);
    await limiter.tryMail(ctx, { account: emailMac, address: clientAddress(ctx) });
    const passwordHash = await hasher.hash(password);
    const token = newToken();
    const known = (await findAccountByEmail(database, emailMac)) !== undefined;
    const profile = name === undefined ? {} : { name };
    // Done for a known address too, and then thrown away by its token that nobody gets.
    await storeRegistration(deps, { email, emailMac, passwordHash, token, profile });
    if (known) {
      const text = 'You have an account already. If you forgot your password, reset it.';
      mailer.send({ to: email, subject: 'address-known', text });
    } else {
      const text = 'Verify your address with this token to finish your registration.';
      mailer.send({ to: email, subject: 'verify-address', text, token });
    }
    ctx.status = 202;
    ctx.body = { status: 'mail-sent' };
  };
}

async function storeRegistration(
  { database, keys, auditLog, clock }: IdentityDeps,
  wanted: {
    email: string;
    emailMac: string;
    passwordHash: string;
    token: string;
    profile: { name?: string };
  },
): Promise<void> {
  const { email, emailMac, passwordHash, token, profile } = wanted;
  const now = clock();
  await transaction(database, async (trx) => {
    const customerId = `cus_${randomBytes(ID_BYTES).toString('hex')}`;
    const person = await newPerson(trx, keys.master, customerId);
    await insertRegistration(trx, {
      customerId,
      emailMac,
      emailSealed: person.encryptEmail(email),
      profileSealed: person.sealProfile(profile),
      passwordHash,
      tokenHash: hashOfToken(token),
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + REGISTRATION_SECONDS * 1000).toISOString(),
    });
    const note = { actor: 'anonymous', action: 'account.register', target: customerId } as const;
    await auditLog.note(trx, { ...note, outcome: 'done' });
  });
}
