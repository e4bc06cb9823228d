import { createHmac, createSecretKey } from 'node:crypto';
import { problem } from '@commerce/contracts/problems';
import { httpProblem } from '@commerce/runtime/http';
import {
  derivedKey,
  masterKeyOf,
  open,
  seal,
  type SealingKey,
} from '@commerce/runtime/personal-data';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { dataKeyReader } from '../clients/identity.ts';
import { customerKeys } from './customer-keys.ts';

/** What an order says of a person. */
export interface Person {
  shippingAddress: Record<string, string>;
  paymentToken: string;
}

/** Whose order it is: an account's id, a number of the importer, or nobody's for a guest. */
export interface Owner {
  orderId: string;
  customerId?: string | undefined;
}

export type PersonalData = ReturnType<typeof openPersonalData>;

/**
 * Seals what orders say of persons, and what people remark on them, each in the place of its order.
 * With an account's own key, which is gone once the account is erased; for guests and imported
 * numbers with one of this app, which comes from its master key.
 */
export function openPersonalData({
  masterKey,
  clientSecret,
  sidecar,
}: {
  masterKey: string;
  /** Of the service client that may read the keys of accounts. */
  clientSecret: string;
  sidecar: Pick<Sidecar, 'invoke'>;
}) {
  const readKey = customerKeys(dataKeyReader({ sidecar, clientSecret }));
  const master = masterKeyOf(masterKey);
  const ownKey: SealingKey = { id: master.id, bytes: derivedKey(master.bytes, 'orders/persons') };
  const digestKey = createSecretKey(derivedKey(master.bytes, 'orders/request-digest'));

  const keyOf = async ({ customerId }: Owner) =>
    customerId?.startsWith('cus_') === true ? readKey(customerId) : ownKey;

  const keyToSeal = (owner: Owner) =>
    keyOf(owner).catch((cause: unknown) => {
      throw Object.assign(httpProblem('unavailable', 'Identity does not answer.'), { cause });
    });

  return {
    /** Rejects with customer-erased, customer-not-found, or unavailable when identity is away. */
    async seal(owner: Owner, { shippingAddress, paymentToken }: Person): Promise<string> {
      const key = await keyToSeal(owner);
      if (key === 'erased') throw problem('customer-erased', 'This customer was erased.');
      if (key === 'unknown') throw problem('customer-not-found', 'There is no such customer.');
      return seal(key, JSON.stringify({ shippingAddress, paymentToken }), place(owner));
    },

    /**
     * 'erased' when nothing opens it any more. Rejects when identity gives no key now, or knows no
     * such account (any more), and with SealBroken when the text is not of this order.
     */
    async open(owner: Owner, sealed: string): Promise<Person | 'erased'> {
      const key = await keyOf(owner);
      if (key === 'erased') return 'erased';
      if (key === 'unknown') throw new Error('identity does not know the account of the order');
      return JSON.parse(open(key, sealed, place(owner)).toString()) as Person;
    },

    /**
     * Seals what somebody wrote about the order. Undefined once the customer was erased: nothing
     * more is kept of them. Rejects with unavailable when identity is away.
     */
    async sealRemark(owner: Owner, text: string): Promise<string | undefined> {
      const key = await keyToSeal(owner);
      return typeof key === 'string' ? undefined : seal(key, text, placeOfRemarks(owner));
    },

    /** Undefined when nothing opens it any more. Rejects when identity gives no key now. */
    async openRemark(owner: Owner, sealed: string): Promise<string | undefined> {
      const key = await keyOf(owner);
      return typeof key === 'string'
        ? undefined
        : open(key, sealed, placeOfRemarks(owner)).toString();
    },

    /** A digest of a request's body that nobody without the master key can try guesses against. */
    digestOf: (body: string): string => createHmac('sha256', digestKey).update(body).digest('hex'),
  };
}

const place = ({ orderId }: Owner) => `orders/${orderId}`;
const placeOfRemarks = ({ orderId }: Owner) => `orders/${orderId}/remarks`;
