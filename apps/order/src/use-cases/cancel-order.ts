import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import { canonicalLines } from '../domain/order-lines.ts';
import type { Units } from '../domain/order-state.ts';
import { orderOrProblem } from './refuse-command.ts';

/**
 * Cancels an order or, with lines, only these units. The order that is answered may still be
 * cancelling. `ifVersion` are the versions that the caller expects.
 */
export async function cancelOrder(
  { orders }: Pick<OrderDeps, 'orders'>,
  id: string,
  {
    commandId,
    lines: given,
    ifVersion,
  }: { commandId: string; lines?: Units | undefined; ifVersion: number[] | undefined },
): Promise<OrderResource> {
  if (given === undefined) return orderOrProblem(await orders(id).cancel({ ifVersion }));
  const lines = canonicalLines(given);
  const answer = await orders(id).cancelLines({ commandId, lines, ifVersion });
  return orderOrProblem(answer, lines);
}
