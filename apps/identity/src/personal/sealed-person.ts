import type { Address, Profile } from '@commerce/contracts/identity/identity-api';
import { problem } from '@commerce/contracts/problems';
import {
  ensureDataKey,
  findDataKey,
  decrypt,
  encrypt,
  type EncryptionKey,
} from '@commerce/runtime/personal-data';
import type { Queryable } from '@commerce/runtime/postgres';

/** What the platform knows of a person, in clear only while a request needs it. */
export interface SealedPerson {
  encryptEmail(email: string): string;
  decryptEmail(sealed: string): string;
  sealProfile(profile: Profile): string;
  openProfile(sealed: string): Profile;
  sealAddress(id: string, address: Address): string;
  openAddress(id: string, sealed: string): Address;
}

/** Seals and opens with a person's own key; each text opens only where it was put. */
function sealedWith(key: EncryptionKey, customerId: string): SealedPerson {
  const place = (what: string) => `${customerId}/${what}`;
  const encryptJson = (what: string, value: object) =>
    encrypt(key, JSON.stringify(value), place(what));
  const openJson = <T>(what: string, sealed: string) =>
    JSON.parse(decrypt(key, sealed, place(what)).toString()) as T;
  return {
    encryptEmail: (email) => encrypt(key, email, place('email')),
    decryptEmail: (sealed) => decrypt(key, sealed, place('email')).toString(),
    sealProfile: (profile) => encryptJson('profile', profile),
    openProfile: (sealed) => openJson<Profile>('profile', sealed),
    sealAddress: (id, address) => encryptJson(`addresses/${id}`, address),
    openAddress: (id, sealed) => openJson<Address>(`addresses/${id}`, sealed),
  };
}

/** A person whose key is made now. */
export async function newPerson(
  db: Queryable,
  master: EncryptionKey,
  customerId: string,
): Promise<SealedPerson> {
  const key = await ensureDataKey(db, master, customerId);
  if (key === 'destroyed') throw problem('customer-erased', 'This customer was erased.');
  return sealedWith(key, customerId);
}

/** A person that is there. Rejects with customer-not-found or customer-erased. */
export async function findPerson(
  db: Queryable,
  master: EncryptionKey,
  customerId: string,
): Promise<SealedPerson> {
  const key = await findDataKey(db, master, customerId);
  if (key === undefined) throw problem('customer-not-found', 'There is no such customer.');
  if (key === 'destroyed') throw problem('customer-erased', 'This customer was erased.');
  return sealedWith(key, customerId);
}
