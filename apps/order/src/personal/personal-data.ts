import { createHmac, createSecretKey } from 'node:crypto';
import { problem } from '@commerce/contracts/problems';
import { httpProblem } from '@commerce/runtime/http';
import {
  derivedKey,
  keyIdOf,
  masterKeyOf,
  decrypt,
  encrypt,
  type EncryptionKey,
} from '@commerce/runtime/personal-data';
import type { Database } from '@commerce/runtime/postgres';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { dataKeyReader } from '../clients/identity.ts';
import { hasAccount } from '../domain/ownership.ts';
import { keptKeys } from './kept-keys.ts';
import { openOrderKeys } from './order-keys.ts';

/** What an order says of a person. */
export interface Person {
  shippingAddress: Record<string, string>;
  paymentToken: string;
}

/** Whose order it is. */
export interface Owner {
  orderId: string;
  /** An account's id, or a number of the importer; absent for a guest. */
  customerId?: string | undefined;
  /** The key that the order was sealed with when it was placed. */
  keyId?: string | undefined;
}

export type PersonalData = ReturnType<typeof openPersonalData>;

interface Options {
  masterKey: string;
  /** Of the service client that may read the keys of accounts. */
  clientSecret: string;
  sidecar: Pick<Sidecar, 'invoke'>;
  /** The app's own, where the keys of orders are. */
  database: Database;
}

/**
 * Seals what orders say of persons, and what people remark on them, each in the place of its order.
 * With an account's own key, which is gone once the account is erased; for guests and imported
 * numbers with a key of the order, which is gone once the order is erased.
 */
export function openPersonalData(options: Options) {
  const master = masterKeyOf(options.masterKey);
  const keys = openKeys(master, options);
  const digestKey = createSecretKey(derivedKey(master.bytes, 'orders/request-digest'));

  return {
    /**
     * Seals what a new order says. Rejects with customer-erased or customer-not-found, and with
     * unavailable when whoever has the key is away: identity, or without an account the database.
     */
    async encrypt(owner: Owner, { shippingAddress, paymentToken }: Person): Promise<string> {
      const key = await orUnavailable(owner, keys.ofNewOrder(owner));
      if (key === 'erased') throw problem('customer-erased', 'This customer was erased.');
      if (key === 'unknown') throw problem('customer-not-found', 'There is no such customer.');
      return encrypt(key, JSON.stringify({ shippingAddress, paymentToken }), place(owner));
    },

    /**
     * 'erased' when nothing opens it any more. Rejects when there is no answer about the key now, or
     * never was such an account or key, and with DecryptionError when the text is not of this order.
     */
    async decrypt(owner: Owner, sealed: string): Promise<Person | 'erased'> {
      const key = await keys.of(owner, keyIdOf(sealed));
      if (key === 'erased') return 'erased';
      if (key === 'unknown') throw new Error('identity does not know the account of the order');
      return JSON.parse(decrypt(key, sealed, place(owner)).toString()) as Person;
    },

    /**
     * Seals what somebody wrote about the order. Undefined once the customer or the order was erased:
     * nothing more is kept of them. Rejects with unavailable as encrypt() does.
     */
    async encryptRemark(owner: Owner, text: string): Promise<string | undefined> {
      const key = await orUnavailable(owner, keys.of(owner, owner.keyId));
      return typeof key === 'string' ? undefined : encrypt(key, text, placeOfRemarks(owner));
    },

    /** Undefined when nothing opens it any more. Rejects when there is no answer about the key now. */
    async decryptRemark(owner: Owner, sealed: string): Promise<string | undefined> {
      const key = await keys.of(owner, keyIdOf(sealed));
      return typeof key === 'string'
        ? undefined
        : decrypt(key, sealed, placeOfRemarks(owner)).toString();
    },

    /** Whether a text is of the one key that orders without an account had before each got its own. */
    isShared: keys.isShared,

    /**
     * Makes what is sealed of an order without an account unreadable, for good and in all copies:
     * the address, of which this is the sealed text, and what people wrote about the order.
     */
    erase: keys.erase,

    /** A digest of a request's body that nobody without the master key can try guesses against. */
    digestOf: (body: string): string => createHmac('sha256', digestKey).update(body).digest('hex'),
  };
}

/** Which key is whose. */
function openKeys({ id, bytes }: EncryptionKey, { clientSecret, sidecar, database }: Options) {
  const readKey = dataKeyReader({ sidecar, clientSecret });
  const ofCustomers = keptKeys<'erased' | 'unknown'>();
  const ofOrders = openOrderKeys(database, { id, bytes: derivedKey(bytes, 'orders/keys') });
  // Orders without an account had it together before each got one of its own.
  const shared: EncryptionKey = { id, bytes: derivedKey(bytes, 'orders/persons') };

  return {
    isShared: (sealed: string) => keyIdOf(sealed) === shared.id,
    erase: (sealed: string) => ofOrders.erase(keyIdOf(sealed) ?? ''),

    /** The key that a new order is sealed with: its owner's account's, or one of its own. */
    async ofNewOrder({ customerId }: Owner) {
      return hasAccount(customerId) ? ofCustomers.of(customerId, readKey) : ofOrders.take();
    },

    /** The key of an order by its owner's account, or else by the id of what sealed it. */
    async of({ customerId }: Owner, keyId: string | undefined) {
      if (hasAccount(customerId)) return ofCustomers.of(customerId, readKey);
      // Without an id: placed when nothing was sealed yet.
      return keyId === undefined || keyId === shared.id ? shared : ofOrders.find(keyId);
    },
  };
}

async function orUnavailable<T>({ customerId }: Owner, key: Promise<T>): Promise<T> {
  try {
    return await key;
  } catch (cause) {
    const detail = `${hasAccount(customerId) ? 'Identity' : 'The database'} does not answer.`;
    throw Object.assign(httpProblem('unavailable', detail), { cause });
  }
}

const place = ({ orderId }: Owner) => `orders/${orderId}`;
const placeOfRemarks = ({ orderId }: Owner) => `orders/${orderId}/remarks`;
