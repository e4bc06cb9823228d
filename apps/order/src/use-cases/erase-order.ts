import { loadState } from 'dapr-actor-runtime/streams';
import type { OrderDeps } from '../deps.ts';
import { decideErasure } from '../domain/erasure.ts';
import { orderDecider } from '../domain/order.ts';
import { problemOf } from './refuse-command.ts';

/**
 * Makes the personal data of an order without an account unreadable, for good. Rejects with the code
 * of decideErasure(). Needs no turn of the actor: what the decision depends on never changes back.
 */
export async function eraseOrder(
  { streams, personal }: Pick<OrderDeps, 'streams' | 'personal'>,
  id: string,
): Promise<void> {
  const { state } = await loadState(streams, orderDecider, id);
  const decision = decideErasure(state, personal.isShared);
  if (!decision.ok) throw problemOf(decision);
  await personal.erase(decision.encrypted);
}
