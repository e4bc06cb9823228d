import { randomBytes } from 'node:crypto';
import { roles as allRoles } from '@commerce/contracts/identity/access';
import { Seed } from '@commerce/contracts/identity/identity-api';
import { validate, compileSchema } from '@commerce/runtime/http';
import { forgetDataKeys } from '@commerce/runtime/personal-data';
import { transaction } from '@commerce/runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { canonicalRoles } from '../domain/account.ts';
import { newPerson } from '../personal/sealed-person.ts';
import { findAccountByEmail, insertAccount } from '../store/accounts.ts';
import { putClient } from '../store/clients.ts';
import { hashOfToken } from '../tokens/opaque-token.ts';

const SeedSchema = compileSchema(Seed);
const ID_BYTES = 16;

/**
 * Makes the accounts and clients of a seed (JSON text) that are not there yet; an account that is
 * there stays as it is. Throws Problem when the text is no seed.
 */
export async function plantSeed(deps: IdentityDeps, text: string): Promise<void> {
  const { accounts, clients } = validate(SeedSchema, JSON.parse(text));
  for (const { id, name, secret, scopes, redirectUris } of clients) {
    const secretHash = secret === undefined ? null : hashOfToken(secret);
    await putClient(deps.database, { clientId: id, name, secretHash, scopes, redirectUris });
  }
  for (const { email, password, roles } of accounts) {
    const emailMac = deps.keys.macOfEmail(email);
    if ((await findAccountByEmail(deps.database, emailMac)) !== undefined) continue;
    const passwordHash = await deps.hasher.hash(password);
    await transaction(deps.database, async (trx) => {
      const customerId = `cus_${randomBytes(ID_BYTES).toString('hex')}`;
      const person = await newPerson(trx, deps.keys.master, customerId);
      const inserted = await insertAccount(trx, {
        customerId,
        emailMac,
        emailSealed: person.encryptEmail(email),
        profileSealed: person.sealProfile({}),
        passwordHash,
        roles: canonicalRoles(roles, allRoles),
      });
      if (!inserted) return forgetDataKeys(trx, [customerId]);
      const note = { actor: 'seed', action: 'account.seeded', target: customerId };
      await deps.auditLog.note(trx, { ...note, outcome: 'done' });
    });
  }
}
