import type { Profile } from '@commerce/contracts/identity/identity-api';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { loadPersonCipher } from '../personal/person-cipher.ts';
import { updateProfile } from '../store/accounts.ts';
import { lockOwnAccount } from './load-account.ts';
import { toAccount, versionOf, type VersionedAccount } from './read-account.ts';

interface ProfileChange {
  customerId: string;
  /** The fields to change; null removes one. */
  change: { [field in keyof Profile]?: string | null };
  /** Throws if the change may not be based on this version. */
  requireVersion: (version: string) => void;
}

/** Changes the given fields of the caller's profile. Answers the changed account. */
export function changeProfile(
  { database, keys, auditLog }: IdentityDeps,
  { customerId, change, requireVersion }: ProfileChange,
): Promise<VersionedAccount> {
  return transaction(database, async (trx) => {
    const stored = await lockOwnAccount(trx, customerId);
    requireVersion(versionOf(stored));
    const cipher = await loadPersonCipher(trx, keys.master, customerId);
    const merged = { ...cipher.decryptProfile(stored.profileCiphertext), ...change };
    const fields = Object.entries(merged).filter(([, value]) => value !== null);
    const profileCiphertext = cipher.encryptProfile(Object.fromEntries(fields) as Profile);
    await updateProfile(trx, customerId, profileCiphertext);
    const changed = { ...stored, profileCiphertext };
    const account = await toAccount(keys, trx, changed);
    const event = { actor: customerId, action: 'profile.change', target: customerId } as const;
    await auditLog.append(trx, { ...event, outcome: 'done' });
    return { account, version: versionOf(changed) };
  });
}
