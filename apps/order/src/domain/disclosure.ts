import type { Role } from '@commerce/contracts/identity/access';
import type { PersonalDataOfOrder, Purpose } from '@commerce/contracts/order/personal-data-api';
import type { Caller } from 'dapr-actor-runtime/access';
import { mayAccessAllOrders, purposesOf } from './ownership.ts';

/** Who asks: staff with this purpose, the customer of the order, or somebody without a right to it. */
export type Reader = 'staff' | 'customer' | 'other-purpose' | 'nobody';

/** As whom a caller reads the personal data of an order of this customer, for a purpose. */
export function readerOf(
  caller: Caller,
  { customerId, purpose }: { customerId: string | undefined; purpose: Purpose },
): Reader {
  if (caller.kind !== 'user') return 'nobody';
  const purposes = caller.roles.flatMap((role) => purposesOf[role as Role] ?? []);
  if (purposes.includes(purpose)) return 'staff';
  if (customerId !== undefined && caller.sub === customerId) return 'customer';
  return mayAccessAllOrders(caller, 'disclose') ? 'other-purpose' : 'nobody';
}

/** What a purpose needs of the personal data of an order. Customers never see the internal note. */
export function disclosed(
  { shippingAddress, billingAddress, contact, notes }: PersonalDataOfOrder,
  { purpose, reader }: { purpose: Purpose; reader: Reader },
): PersonalDataOfOrder {
  switch (purpose) {
    case 'shipping':
      return {
        ...(shippingAddress && { shippingAddress }),
        ...(contact?.phone === undefined ? {} : { contact: { phone: contact.phone } }),
      };
    case 'notification':
      return { ...(contact && { contact }) };
    case 'payment':
      // Without a billing address of its own, the bill goes where the goods go.
      return billingAddress ? { billingAddress } : { ...(shippingAddress && { shippingAddress }) };
    case 'support': {
      const { internal: _, ...ownNotes } = notes ?? {};
      return {
        ...(shippingAddress && { shippingAddress }),
        ...(billingAddress && { billingAddress }),
        ...(contact && { contact }),
        ...(notes && { notes: reader === 'staff' ? notes : ownNotes }),
      };
    }
  }
}
