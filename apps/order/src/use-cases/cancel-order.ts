import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import type { RequestedUnits } from '../domain/unit-selection.ts';
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
    lines,
    ifVersion,
  }: { commandId: string; lines?: RequestedUnits[] | undefined; ifVersion: number[] | undefined },
): Promise<OrderResource> {
  if (lines === undefined) return orderOrProblem(await orders(id).cancel({ ifVersion }));
  const answer = await orders(id).cancelLines({ commandId, lines, ifVersion });
  return orderOrProblem(answer, lines);
}
