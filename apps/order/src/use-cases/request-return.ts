import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import type { RequestedUnits } from '../domain/unit-selection.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Requests a return; without lines, of all shipped units. Stores the reason encrypted. */
export async function requestReturn(
  { orders, personal, ownerOf }: Pick<OrderDeps, 'orders' | 'personal' | 'ownerOf'>,
  id: string,
  {
    returnId,
    lines,
    reason,
  }: { returnId: string; lines?: RequestedUnits[] | undefined; reason: string },
): Promise<OrderResource> {
  const encrypted = await personal.encryptNote(await ownerOf(id), reason);
  const answer = await orders(id).requestReturn({ returnId, personal: encrypted, lines });
  return orderOrProblem(answer, lines);
}
