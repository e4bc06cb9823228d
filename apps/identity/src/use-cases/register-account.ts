import { forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import type { Mail } from '../mail/mailer.ts';
import { accountExistsMail, verificationMail } from '../mail/messages.ts';
import { createPersonCipher } from '../personal/person-cipher.ts';
import { findAccountByEmail, type LiveAccount } from '../store/accounts.ts';
import { storedEmailOf } from './load-account.ts';
import { deleteOldRegistrations, insertRegistration } from '../store/registrations.ts';
import { hashToken, newToken, randomId } from '../tokens/opaque-token.ts';

/** A registration can be verified for this long, s: a day. */
export const REGISTRATION_SECONDS = 86_400;
/** Most pending registrations of one email address; beyond it, the oldest are deleted. */
const MAX_PENDING_REGISTRATIONS = 5;

/**
 * Stores a registration and mails its token. The answer and its time are the same whether or not the
 * email address already has an account; only its owner learns that by mail. Rejects with
 * weak-password or too-many-tries.
 */
export async function registerAccount(
  deps: IdentityDeps,
  input: { email: string; password: string; name?: string | undefined; remoteAddress: string },
): Promise<void> {
  const { database, keys, hasher, passwordPolicy, attemptLimiter, mailer } = deps;
  const { email, password, name, remoteAddress } = input;
  passwordPolicy.requireStrong(password, email);
  const emailMac = keys.macOfEmail(email);
  const attempt = { account: emailMac, remoteAddress };
  await attemptLimiter.countMail(attempt);
  const passwordHash = await hasher.hash(password);
  const token = newToken();
  const known = await findAccountByEmail(database, emailMac);
  const profile = name === undefined ? {} : { name };
  // Also for a known email address, so that both take the same time; then no one gets the token.
  await storeRegistration(deps, { email, emailMac, passwordHash, token, profile });
  await attemptLimiter.rememberMail(hashToken(token), attempt);
  if (known === undefined) mailer.send(verificationMail(email, token));
  else mailer.sendDeferred(() => knownAddressMail(deps, known));
}

// To the address that the owner verified: the one in the request can be a look-alike of someone else,
// who would learn that the owner has an account.
async function knownAddressMail(deps: IdentityDeps, account: LiveAccount): Promise<Mail> {
  return accountExistsMail(await storedEmailOf(deps, deps.database, account));
}

async function storeRegistration(
  { database, keys, auditLog, clock }: IdentityDeps,
  registration: {
    email: string;
    emailMac: string;
    passwordHash: string;
    token: string;
    profile: { name?: string };
  },
): Promise<void> {
  const { email, emailMac, passwordHash, token, profile } = registration;
  const now = clock();
  await transaction(database, async (trx) => {
    const customerId = randomId('cus');
    const cipher = await createPersonCipher(trx, keys.master, customerId);
    await insertRegistration(trx, {
      customerId,
      emailMac,
      emailCiphertext: cipher.encryptEmail(email),
      profileCiphertext: cipher.encryptProfile(profile),
      passwordHash,
      tokenHash: hashToken(token),
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + REGISTRATION_SECONDS * 1000).toISOString(),
    });
    const deleted = await deleteOldRegistrations(trx, emailMac, MAX_PENDING_REGISTRATIONS);
    await forgetDataKeys(trx, deleted);
    const event = { actor: 'anonymous', action: 'account.register', target: customerId } as const;
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
}
