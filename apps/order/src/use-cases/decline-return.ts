import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { OrderDeps } from '../deps.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Declines an announced return for staff. Stores the reason encrypted. */
export async function declineReturn(
  { orders, personal, ownerOf }: Pick<OrderDeps, 'orders' | 'personal' | 'ownerOf'>,
  id: string,
  { returnId, by, reason }: { returnId: string; by: string; reason: string },
): Promise<OrderResource> {
  const encrypted = await personal.encryptNote(await ownerOf(id), reason);
  return orderOrProblem(await orders(id).declineReturn({ returnId, by, personal: encrypted }));
}
