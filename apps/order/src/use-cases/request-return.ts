import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import { canonicalLines } from '../domain/order-lines.ts';
import type { Units } from '../domain/order-state.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Requests a return; without lines, of all shipped units. Stores the reason encrypted. */
export async function requestReturn(
  { orders, personal, ownerOf }: Pick<OrderDeps, 'orders' | 'personal' | 'ownerOf'>,
  id: string,
  {
    returnId,
    lines: given,
    reason,
  }: { returnId: string; lines?: Units | undefined; reason: string },
): Promise<OrderResource> {
  const lines = given && canonicalLines(given);
  const encrypted = await personal.encryptNote(await ownerOf(id), reason);
  const answer = await orders(id).requestReturn({ returnId, personal: encrypted, lines });
  return orderOrProblem(answer, lines);
}
