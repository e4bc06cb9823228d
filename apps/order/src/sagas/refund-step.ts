import type { RefundPayment } from '@commerce/contracts/payment/payment-api';
import type { StepResult } from 'dapr-actor-runtime/saga';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import { findRefund, refundPayment } from '../clients/payment.ts';

/** Asks payment for a refund, once per id. */
export async function refundOnce(
  sidecar: Sidecar,
  orderId: string,
  refund: RefundPayment,
): Promise<StepResult> {
  if (refund.amount.amountMinor === 0) return { ok: true };
  const result = await refundPayment(sidecar, orderId, refund);
  if (result.outcome === 'refunded') return { ok: true };
  // A declined refund moved no money: an operator decides whether another try makes sense.
  return { ok: false, reason: result.reason, final: result.outcome === 'declined' };
}

/** The undo of a refund moves no money: it only ensures that there is none. */
export async function ensureNotRefunded(
  sidecar: Sidecar,
  orderId: string,
  { refundId, amount }: RefundPayment,
): Promise<StepResult> {
  if (amount.amountMinor === 0) return { ok: true };
  switch (await findRefund(sidecar, orderId, refundId)) {
    case 'absent':
    case 'refused':
      return { ok: true };
    case 'done':
      return { ok: false, reason: 'the refund has gone through', final: true };
    case 'open':
      return { ok: false, reason: 'the refund is still pending' };
    case 'unknown':
      return { ok: false, reason: 'payment does not know whether it refunded' };
  }
}
