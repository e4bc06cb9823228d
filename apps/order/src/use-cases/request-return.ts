import type { OrderResource, RequestReturn } from '@commerce/contracts/order/order-api';
import { problem } from '@commerce/platform/problem';
import type { Caller } from 'dapr-actor-runtime/access';
import { loadState } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import type { Exchange } from '../domain/order-state.ts';
import { orderDecider } from '../domain/order.ts';
import { mayAccessAllOrders, mayAccessOrderOf } from '../domain/ownership.ts';
import { findReturn } from '../domain/returns.ts';
import type { Owner } from '../personal/personal-data.ts';
import { driveExchange } from './drive-exchange.ts';
import { planExchange } from './plan-exchange.ts';
import { orderOrProblem } from './refuse-command.ts';

interface Request {
  returnId: string;
  caller: Caller | undefined;
  request: RequestReturn;
}

/**
 * Requests a return; without lines, of all shipped units. Stores the reasons encrypted, and places the order of an
 * exchange. Rejects with the codes of the rule and of planExchange(), and with trusted-field if the caller may not
 * override the window or exchange.
 */
export async function requestReturn(
  deps: OrderDeps,
  id: string,
  { returnId, caller, request }: Request,
): Promise<OrderResource> {
  const { lines, reason, overrideWindow } = request;
  const owner = await deps.ownerOf(id);
  const override =
    overrideWindow && (await windowOverride(deps, owner, { caller, ...overrideWindow }));
  const exchange = await plannedExchange(deps, owner, { returnId, caller, request });
  const encrypted = await deps.personal.encryptNote(owner, reason);
  const command = { returnId, personal: encrypted, lines, override, exchange };
  const order = orderOrProblem(await deps.orders(id).requestReturn(command), lines);
  if (exchange !== undefined) await placeExchangeNow(deps, id, returnId);
  return order;
}

async function windowOverride(
  { personal }: OrderDeps,
  owner: Owner,
  { caller, reason }: { caller: Caller | undefined; reason: string },
): Promise<{ by: string; personal: string | undefined }> {
  if (caller === undefined || !mayAccessAllOrders(caller, 'overrule')) {
    throw notFor('support', '/overrideWindow');
  }
  return { by: caller.sub, personal: await personal.encryptNote(owner, reason) };
}

/** The order of the exchange that is asked for; undefined if none is, or if this is a repeat. */
async function plannedExchange(
  deps: OrderDeps,
  { orderId, customerId }: Owner,
  { returnId, caller, request: { exchangeFor } }: Request,
): Promise<Exchange | undefined> {
  if (exchangeFor === undefined) return undefined;
  // Whoever has seen the id of a guest's order must not order with the card of that guest.
  if (!mayAccessOrderOf(customerId, caller, 'edit')) throw notFor('staff', '/exchangeFor');
  const { state: order } = await loadState(deps.streams, orderDecider, orderId);
  // Any other order has no units that could come back: the rule refuses the return.
  if (order.status !== 'confirmed') return undefined;
  if (findReturn(order.fulfilment, returnId) !== undefined) return undefined;
  return planExchange(deps, orderId, { order, returnId, wanted: exchangeFor });
}

// The return is announced: if this fails, its event places the order, a second later.
async function placeExchangeNow(deps: OrderDeps, id: string, returnId: string): Promise<void> {
  deps.failpoint('before-place-exchange');
  await driveExchange(deps, id, returnId).catch((err: unknown) =>
    deps.log.warn({ err, orderId: id, returnId }, 'exchange not placed, its event places it'),
  );
}

function notFor(who: 'support' | 'staff', pointer: string) {
  return problem('trusted-field', `Only ${who} may send ${pointer} here.`, {
    errors: [{ pointer, detail: `is for ${who} only` }],
  });
}
