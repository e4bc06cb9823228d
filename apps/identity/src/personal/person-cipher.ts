import type { Address } from '@commerce/contracts/address';
import type { Profile } from '@commerce/contracts/identity/identity-api';
import { countryByName } from '@commerce/platform/address-rules';
import { problem } from '@commerce/platform/problem';
import {
  decrypt,
  encrypt,
  ensureDataKey,
  findDataKey,
  type EncryptionKey,
} from 'dapr-actor-runtime/personal-data';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import { currentAddress, type FormerAddress } from '../domain/saved-address.ts';

/** Encrypts and decrypts the personal data of one person with that person's own key. */
export interface PersonCipher {
  encryptEmail(email: string): string;
  decryptEmail(ciphertext: string): string;
  encryptProfile(profile: Profile): string;
  decryptProfile(ciphertext: string): Profile;
  encryptAddress(id: string, address: Address): string;
  decryptAddress(id: string, ciphertext: string): Address;
}

function personCipher(key: EncryptionKey, customerId: string): PersonCipher {
  // Binds a ciphertext to its customer and field, so that it cannot be moved.
  const aad = (field: string) => `${customerId}/${field}`;
  const encryptJson = (field: string, value: object) =>
    encrypt(key, JSON.stringify(value), aad(field));
  const decryptJson = <T>(field: string, ciphertext: string) =>
    JSON.parse(decrypt(key, ciphertext, aad(field)).toString()) as T;
  return {
    encryptEmail: (email) => encrypt(key, email, aad('email')),
    decryptEmail: (ciphertext) => decrypt(key, ciphertext, aad('email')).toString(),
    encryptProfile: (profile) => encryptJson('profile', profile),
    decryptProfile: (ciphertext) => decryptJson<Profile>('profile', ciphertext),
    encryptAddress: (id, address) => encryptJson(`addresses/${id}`, address),
    decryptAddress: (id, ciphertext) =>
      currentAddress(
        decryptJson<Address | FormerAddress>(`addresses/${id}`, ciphertext),
        countryByName,
      ),
  };
}

/** The cipher of a new customer; creates the key. Rejects with customer-erased. */
export async function createPersonCipher(
  db: Queryable,
  master: EncryptionKey,
  customerId: string,
): Promise<PersonCipher> {
  const key = await ensureDataKey(db, master, customerId);
  if (key === 'destroyed') throw problem('customer-erased', 'This customer was erased.');
  return personCipher(key, customerId);
}

/** The cipher of an existing customer. Rejects with customer-not-found or customer-erased. */
export async function loadPersonCipher(
  db: Queryable,
  master: EncryptionKey,
  customerId: string,
): Promise<PersonCipher> {
  const key = await findDataKey(db, master, customerId);
  if (key === undefined) throw problem('customer-not-found', 'This customer does not exist.');
  if (key === 'destroyed') throw problem('customer-erased', 'This customer was erased.');
  return personCipher(key, customerId);
}
