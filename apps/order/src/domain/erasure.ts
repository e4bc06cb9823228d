import { rejected } from 'dapr-actor-runtime/streams';
import { orderNotFound, type OrderRefusal } from './order-decision.ts';
import type { Order } from './order-state.ts';
import { hasAccount } from './ownership.ts';

/** The encrypted data of the order, whose key is to be destroyed, or why it is not. */
export type ErasureDecision = { ok: true; encrypted: string } | OrderRefusal;

/**
 * Whether the personal data of an order can be erased on their own, by destroying its key.
 * `isShared` tells whether encrypted data are of a key that other orders also use.
 */
export function decideErasure(
  order: Order,
  isShared: (encrypted: string) => boolean,
): ErasureDecision {
  if (order.status === 'absent') {
    return orderNotFound();
  }
  const { orderDetails } = order;
  if (hasAccount(orderDetails.customerId)) {
    return rejected(
      'erased-with-account',
      'Its customer has an account: it is erased together with the account.',
    );
  }
  if (order.status === 'placed') {
    return rejected(
      'payment-not-decided',
      'The payment token is still needed: try again in a minute.',
    );
  }
  if (!('personal' in orderDetails)) {
    return rejected('order-not-erasable', 'It was placed before personal data were encrypted.');
  }
  return isShared(orderDetails.personal)
    ? rejected('order-not-erasable', 'It was encrypted with a key that older orders share.')
    : { ok: true, encrypted: orderDetails.personal };
}
