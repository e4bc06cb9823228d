import type { Address } from '@commerce/contracts/address';
import type { AddressResource } from '@commerce/contracts/identity/identity-api';
import { addressFaults } from '@commerce/platform/address-rules';
import { problem } from '@commerce/platform/problem';
import { contentVersion } from 'dapr-actor-runtime/http';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { IdentityDeps } from '../deps.ts';
import { loadPersonCipher } from '../personal/person-cipher.ts';
import { lockAccount } from '../store/accounts.ts';
import {
  deleteAddress,
  insertAddress,
  listAddresses,
  lockAddress,
  updateAddress,
} from '../store/addresses.ts';
import { randomId } from '../tokens/opaque-token.ts';

/** Most postal addresses of one account. */
const MAX_ADDRESSES = 20;

type Deps = Pick<IdentityDeps, 'database' | 'keys'>;

// The version is made from the ciphertext, which changes with every update.
const toResource = (id: string, ciphertext: string, address: Address): AddressResource => ({
  id,
  version: contentVersion(ciphertext),
  address,
});

/** The postal addresses of a customer, oldest first. */
export async function readAddresses(
  { database, keys }: Deps,
  customerId: string,
): Promise<AddressResource[]> {
  const cipher = await loadPersonCipher(database, keys.master, customerId);
  const stored = await listAddresses(database, customerId);
  return stored.map(({ addressId, ciphertext }) =>
    toResource(addressId, ciphertext, cipher.decryptAddress(addressId, ciphertext)),
  );
}

/** Adds a postal address. Rejects with incomplete-address or too-many-addresses. */
export async function addAddress(
  { database, keys }: Deps,
  { customerId, address }: { customerId: string; address: Address },
): Promise<AddressResource> {
  requireComplete(address);
  const addressId = randomId('adr');
  return transaction(database, async (trx) => {
    await lockAccount(trx, customerId); // otherwise concurrent requests could exceed the limit
    const cipher = await loadPersonCipher(trx, keys.master, customerId);
    if ((await listAddresses(trx, customerId)).length >= MAX_ADDRESSES) {
      throw problem('too-many-addresses', `An account has at most ${MAX_ADDRESSES}.`);
    }
    const ciphertext = cipher.encryptAddress(addressId, address);
    await insertAddress(trx, customerId, { addressId, ciphertext });
    return toResource(addressId, ciphertext, address);
  });
}

interface AddressChange {
  customerId: string;
  addressId: string;
  address: Address;
  /** Throws if the change may not be based on this version. */
  requireVersion: (version: string) => void;
}

/** Replaces a postal address. Rejects with incomplete-address or address-not-found. */
export async function changeAddress(
  { database, keys }: Deps,
  { customerId, addressId, address, requireVersion }: AddressChange,
): Promise<AddressResource> {
  requireComplete(address);
  return transaction(database, async (trx) => {
    const cipher = await loadPersonCipher(trx, keys.master, customerId);
    const current = await lockAddress(trx, customerId, addressId);
    if (current === undefined) throw addressNotFound();
    requireVersion(contentVersion(current));
    const ciphertext = cipher.encryptAddress(addressId, address);
    await updateAddress(trx, customerId, { addressId, ciphertext });
    return toResource(addressId, ciphertext, address);
  });
}

/** Removes a postal address. Rejects with address-not-found. */
export async function removeAddress(
  { database }: Deps,
  { customerId, addressId }: { customerId: string; addressId: string },
): Promise<void> {
  const removed = await transaction(database, (trx) => deleteAddress(trx, customerId, addressId));
  if (!removed) throw addressNotFound();
}

// By the rules for orders, or an order could not be sent to a saved address.
function requireComplete(address: Address): void {
  const errors = addressFaults(address);
  const [first] = errors;
  if (first === undefined) return;
  throw problem('incomplete-address', `${first.pointer} ${first.detail}.`, { errors });
}

export const addressNotFound = () =>
  problem('address-not-found', 'You have no address with this id.');
