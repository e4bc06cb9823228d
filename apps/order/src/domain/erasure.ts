import { rejected, type Decision } from '@commerce/runtime/streams';
import type { Order } from './order.ts';
import { hasAccount } from './ownership.ts';

/** What is sealed of the order, whose key is to be destroyed, or why it is not. */
export type ErasureDecision =
  { ok: true; sealed: string } | Extract<Decision<never>, { ok: false }>;

/**
 * Whether the personal data of an order can be erased by themselves, by destroying its key.
 * `isShared` says of what is sealed in it whether other orders open with the same key.
 */
export function decideErasure(
  order: Order,
  isShared: (sealed: string) => boolean,
): ErasureDecision {
  if (order.status === 'absent') {
    return rejected('order-not-found', 'There is no order with this id.');
  }
  const { placing } = order;
  if (hasAccount(placing.customerId)) {
    return rejected('erased-with-account', 'Its customer has an account, with which it is erased.');
  }
  if (order.status === 'placed') {
    return rejected('payment-not-decided', 'What pays is still needed: try again in a minute.');
  }
  if (!('personal' in placing)) {
    return rejected('order-not-erasable', 'It was placed when orders were not sealed yet.');
  }
  return isShared(placing.personal)
    ? rejected('order-not-erasable', 'It was sealed with a key that older orders have together.')
    : { ok: true, sealed: placing.personal };
}
