import { createHmac, createSecretKey } from 'node:crypto';
import type { Address } from '@commerce/contracts/address';
import type { Contact } from '@commerce/contracts/contact';
import type { OrderNotes } from '@commerce/contracts/order/order-parts';
import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/server';
import {
  decrypt,
  derivedKey,
  encrypt,
  type EncryptionKey,
  keyIdOf,
  masterKeyOf,
} from 'dapr-actor-runtime/personal-data';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import { dataKeyReader } from '../clients/identity.ts';
import { hasAccount } from '../domain/ownership.ts';
import { openKeyCache } from './key-cache.ts';
import { openOrderKeys } from './order-keys.ts';

/** The personal data of an order. */
export interface Person {
  /** Absent in imported orders. Older orders have an address of free fields. */
  shippingAddress?: Address | Record<string, string> | undefined;
  /** Absent: the shipping address. */
  billingAddress?: Address | undefined;
  contact?: Contact | undefined;
  notes?: OrderNotes | undefined;
  /** Absent if there was nothing to pay. */
  paymentToken?: string | undefined;
}

/** Whose personal data an order contains. */
export interface Owner {
  orderId: string;
  /** The id of an account, or a number of the importer; absent for a guest. */
  customerId?: string | undefined;
  /** The key that encrypted the order when it was placed. */
  keyId?: string | undefined;
}

export type PersonalData = ReturnType<typeof openPersonalData>;

interface Options {
  /** What the keys are derived from; the master key seals it. */
  rootSecret: string;
  /** Of the service client that may read the keys of accounts. */
  clientSecret: string;
  sidecar: Pick<Sidecar, 'invoke'>;
  /** The app's own, with the keys of orders. */
  database: Database;
}

/**
 * Encrypts the personal data of orders and the notes that people write on them, each bound to its
 * order. Orders of an account use the key of the account, which is destroyed when the account is
 * erased. Orders of guests and imported customers have their own key, which is destroyed when the
 * order is erased.
 */
export function openPersonalData(options: Options) {
  const master = masterKeyOf(options.rootSecret);
  const keys = openKeys(master, options);
  const digestKey = createSecretKey(derivedKey(master.bytes, 'orders/request-digest'));

  return {
    /**
     * Encrypts the personal data of a new order. Rejects with customer-erased or customer-not-found,
     * and with unavailable if there is no key now: identity, or without an account the database, does
     * not answer.
     */
    async encrypt(owner: Owner, person: Person): Promise<string> {
      const key = await orUnavailable(owner, keys.ofNewOrder(owner));
      if (key === 'erased') throw problem('customer-erased', 'This customer was erased.');
      if (key === 'unknown') throw problem('customer-not-found', 'There is no such customer.');
      return encrypt(key, JSON.stringify(person), placeOf(owner));
    },

    /**
     * Encrypts changed personal data of an order with the key that it has, so that one erasure ends all of
     * them. Rejects with personal-data-erased, and with unavailable as encrypt() does.
     */
    async encryptAgain(owner: Owner, person: Person): Promise<string> {
      const key = await orUnavailable(owner, keys.of(owner, owner.keyId));
      if (typeof key === 'string') throw personalDataErased();
      return encrypt(key, JSON.stringify(person), placeOf(owner));
    },

    /**
     * 'erased' if the key is destroyed. Rejects if the key cannot be read now or never existed, and
     * with DecryptionError if the text is not of this order.
     */
    async decrypt(owner: Owner, encrypted: string): Promise<Person | 'erased'> {
      const key = await keys.of(owner, keyIdOf(encrypted));
      if (key === 'erased') return 'erased';
      if (key === 'unknown') throw new Error('identity does not know the account of the order');
      return JSON.parse(decrypt(key, encrypted, placeOf(owner)).toString()) as Person;
    },

    ...notesWith(keys),

    /** Whether the text was encrypted with the key that older orders without an account share. */
    isShared: keys.isShared,

    /**
     * Makes the personal data of an order without an account unreadable, for good and in all copies:
     * the address, which is the given encrypted text, and the notes.
     */
    erase: keys.erase,

    /** A digest of a request body. Without the root secret, guesses cannot be tried against it. */
    digestOf: (body: string): string => createHmac('sha256', digestKey).update(body).digest('hex'),
  };
}

/** The notes that people write on an order. */
function notesWith(keys: ReturnType<typeof openKeys>) {
  return {
    /**
     * Encrypts a note on the order. Undefined after the customer or the order was erased: no more is
     * stored about them. Rejects with unavailable as encrypt() does.
     */
    async encryptNote(owner: Owner, text: string): Promise<string | undefined> {
      const key = await orUnavailable(owner, keys.of(owner, owner.keyId));
      return typeof key === 'string' ? undefined : encrypt(key, text, placeOfNotes(owner));
    },

    /** Undefined if the key is destroyed. Rejects if the key cannot be read now. */
    async decryptNote(owner: Owner, encrypted: string): Promise<string | undefined> {
      const key = await keys.of(owner, keyIdOf(encrypted));
      return typeof key === 'string'
        ? undefined
        : decrypt(key, encrypted, placeOfNotes(owner)).toString();
    },
  };
}

/** Finds the key of an order. */
function openKeys({ id, bytes }: EncryptionKey, { clientSecret, sidecar, database }: Options) {
  const readKey = dataKeyReader({ sidecar, clientSecret });
  const ofCustomers = openKeyCache<'erased' | 'unknown'>();
  const ofOrders = openOrderKeys(database, { id, bytes: derivedKey(bytes, 'orders/keys') });
  // Orders without an account shared it before each had its own.
  const shared: EncryptionKey = { id, bytes: derivedKey(bytes, 'orders/persons') };

  return {
    isShared: (encrypted: string) => keyIdOf(encrypted) === shared.id,
    erase: (encrypted: string) => ofOrders.erase(keyIdOf(encrypted) ?? ''),

    /** The key of a new order: that of the account of its customer, or one of its own. */
    async ofNewOrder({ customerId }: Owner) {
      return hasAccount(customerId) ? ofCustomers.of(customerId, readKey) : ofOrders.take();
    },

    /** The key of an order: that of the account, or otherwise the one with this id. */
    async of({ customerId }: Owner, keyId: string | undefined) {
      if (hasAccount(customerId)) return ofCustomers.of(customerId, readKey);
      // Without an id: placed before personal data were encrypted.
      return keyId === undefined || keyId === shared.id ? shared : ofOrders.find(keyId);
    },
  };
}

/** The problem of personal data whose key is destroyed. */
export function personalDataErased() {
  return problem('personal-data-erased', 'The customer or the order was erased.');
}

async function orUnavailable<T>({ customerId }: Owner, key: Promise<T>): Promise<T> {
  try {
    return await key;
  } catch (cause) {
    const detail = `${hasAccount(customerId) ? 'Identity' : 'The database'} does not answer.`;
    throw Object.assign(httpProblem('unavailable', detail), { cause });
  }
}

// Stored texts are bound to these names, so they never change.
const placeOf = ({ orderId }: Owner) => `orders/${orderId}`;
const placeOfNotes = ({ orderId }: Owner) => `orders/${orderId}/remarks`;
