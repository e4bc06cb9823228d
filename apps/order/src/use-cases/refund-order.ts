import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { DecideRefund, RefundOrder } from '@commerce/contracts/order/order-refund';
import { httpProblem } from 'dapr-actor-runtime/http';
import { readPayment } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import type { Refundable } from '../domain/refunds.ts';
import { orderOrProblem } from './refuse-command.ts';

type Deps = Pick<
  OrderDeps,
  'orders' | 'personal' | 'ownerOf' | 'sidecar' | 'refundsWithoutApproval'
>;

/**
 * Gives money back without a return, at once or after a second person has approved it. Stores the
 * reason encrypted. Rejects with unavailable if payment does not say how much is left.
 */
export async function refundOrder(
  deps: Deps,
  id: string,
  { refundId, by, amount, kind, reason }: RefundOrder & { refundId: string; by: string },
): Promise<OrderResource> {
  const { orders, personal, ownerOf, refundsWithoutApproval } = deps;
  const encrypted = await personal.encryptNote(await ownerOf(id), reason);
  const refund = { refundId, amount, kind, by, personal: encrypted };
  const answer = await orders(id).requestRefund({
    ...refund,
    refundable: await refundableOf(deps, id),
    approvalAboveMinor: refundsWithoutApproval[amount.currency],
  });
  return orderOrProblem(answer);
}

/** Approves or declines a refund as a second person. Stores the note encrypted. */
export async function decideRefund(
  deps: Deps,
  id: string,
  { refundId, by, decision, note }: DecideRefund & { refundId: string; by: string },
): Promise<OrderResource> {
  const { orders, personal, ownerOf } = deps;
  const owner = await ownerOf(id);
  const encrypted = note === undefined ? undefined : await personal.encryptNote(owner, note);
  const decided = { refundId, by, personal: encrypted };
  const answer =
    decision === 'approve'
      ? await orders(id).approveRefund({ ...decided, refundable: await refundableOf(deps, id) })
      : await orders(id).declineRefund(decided);
  return orderOrProblem(answer);
}

async function refundableOf({ sidecar }: Deps, orderId: string): Promise<Refundable> {
  const payment = await readPayment(sidecar, orderId);
  if (payment === 'unknown') {
    throw httpProblem('unavailable', 'Payment does not say how much can be refunded: repeat this.');
  }
  if (payment === 'absent') return { refundableMinor: 0, counted: [] };
  const counted = payment.operations.filter(
    ({ kind, status }) => kind === 'refund' && (status === 'open' || status === 'done'),
  );
  return {
    refundableMinor: payment.refundable?.amountMinor ?? 0,
    counted: counted.map(({ operationId }) => operationId),
  };
}
