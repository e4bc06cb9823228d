import type { OrderResource } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import type { OrderDeps } from '../deps.ts';
import { waitForEnd } from './place-order.ts';
import { orderOrProblem } from './refuse-command.ts';

/** How long a caller waits for the end of an order whose card was declined, ms. */
const WAIT_MS = 8_000;

/** Asks whether the customer has done what the payment requires. The order may still be in progress. */
export async function completePayment(deps: OrderDeps, id: string): Promise<OrderResource> {
  return ended(deps, orderOrProblem(await deps.orders(id).completePayment({})));
}

/**
 * Tries another card, whose token is stored encrypted; without one, that of the order again. Rejects with
 * payment-not-waiting, payment-attempts-exhausted, payment-declined or customer-erased.
 */
export async function tryPayment(
  deps: OrderDeps,
  id: string,
  { commandId, token }: { commandId: string; token: string | undefined },
): Promise<OrderResource> {
  if (token === undefined)
    return ended(deps, orderOrProblem(await deps.orders(id).tryPayment({ commandId })));
  const personal = await deps.personal.encryptNote(await deps.ownerOf(id), token);
  if (personal === undefined) throw problem('customer-erased', 'This customer was erased.');
  return ended(deps, orderOrProblem(await deps.orders(id).tryPayment({ commandId, personal })));
}

async function ended(deps: OrderDeps, order: OrderResource): Promise<OrderResource> {
  return order.status === 'cancelling' ? waitForEnd(deps, order, Date.now() + WAIT_MS) : order;
}
