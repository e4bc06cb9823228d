import { createHmac } from 'node:crypto';
import { derivedKey, masterKeyOf, type EncryptionKey } from 'dapr-actor-runtime/personal-data';
import { canonicalEmail } from '../domain/account.ts';

/** One key per purpose, all derived from the root secret. */
export interface IdentityKeys {
  master: EncryptionKey;
  pepper: Buffer;
  refresh: Buffer;
  audit: Buffer;
  /** The keyed hash that an email address is looked up by; it reveals nothing without the key. */
  macOfEmail(email: string): string;
}

export function identityKeys(rootSecret: string): IdentityKeys {
  const master = masterKeyOf(rootSecret);
  const emails = derivedKey(master.bytes, 'e-mail');
  return {
    master,
    pepper: derivedKey(master.bytes, 'password'),
    refresh: derivedKey(master.bytes, 'refresh-token'),
    audit: derivedKey(master.bytes, 'audit'),
    macOfEmail: (email) => createHmac('sha256', emails).update(canonicalEmail(email)).digest('hex'),
  };
}
