import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { DecideRefund, RefundOrder } from '@commerce/contracts/order/order-refund';
import type { OrderDeps } from '../deps.ts';
import { orderOrProblem } from './refuse-command.ts';

type Deps = Pick<OrderDeps, 'orders' | 'personal' | 'ownerOf'>;

/**
 * Gives money back without a return, at once or after a second person has approved it. Stores the
 * reason encrypted. Rejects with unavailable if payment does not say how much is left.
 */
export async function refundOrder(
  { orders, personal, ownerOf }: Deps,
  id: string,
  { reason, ...refund }: RefundOrder & { refundId: string; by: string },
): Promise<OrderResource> {
  const encrypted = await personal.encryptNote(await ownerOf(id), reason);
  return orderOrProblem(await orders(id).requestRefund({ ...refund, personal: encrypted }));
}

/** Approves or declines a refund as a second person. Stores the note encrypted. */
export async function decideRefund(
  { orders, personal, ownerOf }: Deps,
  id: string,
  { refundId, by, decision, note }: DecideRefund & { refundId: string; by: string },
): Promise<OrderResource> {
  const owner = await ownerOf(id);
  const encrypted = note === undefined ? undefined : await personal.encryptNote(owner, note);
  const decided = { refundId, by, personal: encrypted };
  const order = orders(id);
  const answer =
    decision === 'approve' ? order.approveRefund(decided) : order.declineRefund(decided);
  return orderOrProblem(await answer);
}
