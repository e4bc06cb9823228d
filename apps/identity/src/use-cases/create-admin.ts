import { roles as allRoles } from '@commerce/contracts/identity/access';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { canonicalRoles } from '../domain/account.ts';
import { createPersonCipher } from '../personal/person-cipher.ts';
import { findAccountByEmail, insertAccount, lockAdminCount } from '../store/accounts.ts';
import { randomId } from '../tokens/opaque-token.ts';

type Deps = Pick<
  IdentityDeps,
  'database' | 'keys' | 'hasher' | 'passwordPolicy' | 'auditLog' | 'outsideIssuer'
>;

/**
 * Creates the account of the first admin: until there is one, nobody can appoint another. A repeat for the
 * same email address changes nothing, also not the password. `another` lets it create one beside the admins
 * that there are, for an operator whose admins are gone. Throws Error if there is an admin, if the address
 * has an account without the role, or if users come from an outside issuer; rejects with weak-password.
 */
export async function createAdmin(
  { database, keys, hasher, passwordPolicy, auditLog, outsideIssuer }: Deps,
  { email, password, another }: { email: string; password: string; another: boolean },
): Promise<{ customerId: string; created: boolean }> {
  if (outsideIssuer !== undefined) {
    throw new Error(`users come from ${outsideIssuer}: give somebody the role admin there`);
  }
  passwordPolicy.requireStrong(password, email);
  const emailMac = keys.macOfEmail(email);
  const passwordHash = await hasher.hash(password);
  return transaction(database, async (trx) => {
    const admins = await lockAdminCount(trx);
    const known = await findAccountByEmail(trx, emailMac);
    if (known !== undefined) {
      const isAdmin = known.status === 'active' && known.roles.includes('admin');
      if (isAdmin) return { customerId: known.customerId, created: false };
      throw new Error(
        `${email} has an account that is not an active admin: let an admin give it the role, or take another address`,
      );
    }
    if (admins > 0 && !another) {
      throw new Error(
        'there is an admin already, who can give others the role (PUT /accounts/{id}/roles); with --another this creates one more',
      );
    }
    const customerId = randomId('cus');
    const cipher = await createPersonCipher(trx, keys.master, customerId);
    await insertAccount(trx, {
      customerId,
      emailMac,
      emailCiphertext: cipher.encryptEmail(email),
      profileCiphertext: cipher.encryptProfile({}),
      passwordHash,
      roles: canonicalRoles(['admin'], allRoles),
    });
    const event = { actor: 'operator', action: 'account.create-admin', target: customerId };
    await auditLog.append(trx, { ...event, outcome: 'done' });
    return { customerId, created: true };
  });
}
