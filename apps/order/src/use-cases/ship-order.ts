import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import { canonicalLines } from '../domain/order-lines.ts';
import type { Units } from '../domain/order-state.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Records a shipment; without lines, of everything that can ship. Its event captures the payment. */
export async function shipOrder(
  { orders }: Pick<OrderDeps, 'orders'>,
  id: string,
  { shipmentId, lines: given }: { shipmentId: string; lines?: Units | undefined },
): Promise<OrderResource> {
  const lines = given && canonicalLines(given);
  return orderOrProblem(await orders(id).ship({ shipmentId, lines }), lines);
}
