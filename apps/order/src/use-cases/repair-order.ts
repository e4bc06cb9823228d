import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { RepairOrder } from '@commerce/contracts/order/order-repair';
import type { OrderDeps } from '../deps.ts';
import { orderOrProblem } from './refuse-command.ts';

/** Resumes a parked workflow as an operator decided. Stores the note encrypted. */
export async function repairOrder(
  { orders, personal, ownerOf }: Pick<OrderDeps, 'orders' | 'personal' | 'ownerOf'>,
  id: string,
  { repairId, by, note, ...decision }: RepairOrder & { repairId: string; by: string },
): Promise<OrderResource> {
  const encrypted =
    note === undefined ? undefined : await personal.encryptNote(await ownerOf(id), note);
  const repair = { repairId, by, ...decision, personal: encrypted };
  return orderOrProblem(await orders(id).repair(repair));
}
