import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { PaymentAction } from '@commerce/contracts/payment/payment-api';
import type { Caller } from 'dapr-actor-runtime/access';
import { loadState } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { orderDecider } from '../domain/order.ts';
import { mayActForCustomer } from '../domain/ownership.ts';
import { showNote } from './show-events.ts';

/**
 * Shows what the customer has to do to an order that waits for them, to the customer only. Reads
 * nothing for any other order.
 */
export async function showPaymentAction(
  deps: Pick<OrderDeps, 'streams' | 'personal' | 'ownerOf' | 'log'>,
  order: OrderResource,
  caller: Caller | undefined,
): Promise<OrderResource> {
  const { paymentAction: needed, customerId, id } = order;
  if (needed === undefined) return order;
  if (!mayActForCustomer(customerId, caller)) {
    const { action: _forTheCustomer, ...shown } = needed;
    return { ...order, paymentAction: shown };
  }
  const { state } = await loadState(deps.streams, orderDecider, id);
  const sealed = state.status === 'placed' ? state.payment?.action?.personal : undefined;
  const text = sealed && (await showNote(deps, await deps.ownerOf(id), sealed));
  if (text === undefined) return order;
  return { ...order, paymentAction: { ...needed, action: JSON.parse(text) as PaymentAction } };
}
