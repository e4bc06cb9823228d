import { roles as allRoles } from '@commerce/contracts/identity/access';
import { Seed } from '@commerce/contracts/identity/identity-api';
import { compileSchema, validate } from 'dapr-actor-runtime/http';
import { forgetDataKeys } from 'dapr-actor-runtime/personal-data';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { canonicalRoles } from '../domain/account.ts';
import { createPersonCipher } from '../personal/person-cipher.ts';
import { findAccountByEmail, insertAccount } from '../store/accounts.ts';
import { upsertClient } from '../store/clients.ts';
import { hashToken, randomId } from '../tokens/opaque-token.ts';

const SeedSchema = compileSchema(Seed);

/**
 * Creates the accounts of a seed (JSON text) that do not exist yet, and creates or replaces its
 * clients. Throws Problem if the text does not match the schema.
 */
export async function loadSeed(deps: IdentityDeps, text: string): Promise<void> {
  const { accounts, clients } = validate(SeedSchema, JSON.parse(text));
  for (const { id, name, secret, scopes, redirectUris } of clients) {
    const secretHash = secret === undefined ? null : hashToken(secret);
    await upsertClient(deps.database, { clientId: id, name, secretHash, scopes, redirectUris });
  }
  for (const account of accounts) await seedAccount(deps, account);
}

async function seedAccount(
  { database, keys, hasher, auditLog }: IdentityDeps,
  { email, password, roles }: Seed['accounts'][number],
): Promise<void> {
  const emailMac = keys.macOfEmail(email);
  if ((await findAccountByEmail(database, emailMac)) !== undefined) return;
  const passwordHash = await hasher.hash(password);
  await transaction(database, async (trx) => {
    const customerId = randomId('cus');
    const cipher = await createPersonCipher(trx, keys.master, customerId);
    const inserted = await insertAccount(trx, {
      customerId,
      emailMac,
      emailCiphertext: cipher.encryptEmail(email),
      profileCiphertext: cipher.encryptProfile({}),
      passwordHash,
      roles: canonicalRoles(roles, allRoles),
    });
    if (!inserted) return forgetDataKeys(trx, [customerId]);
    const event = { actor: 'seed', action: 'account.seeded', target: customerId };
    await auditLog.append(trx, { ...event, outcome: 'done' });
  });
}
