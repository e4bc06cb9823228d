import type { Money } from '@commerce/contracts/money';
import type { RefundResult } from '@commerce/contracts/payment/payment-api';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import { readRefund, refundPayment } from '../clients/payment.ts';

interface Refund {
  refundId: string;
  /** What was announced. */
  amount: Money;
}

/**
 * Refunds a return once: what was announced, or what is left if money went back in another way, by hand
 * at the provider or by a dispute. With nothing left it is done.
 */
export async function refundOwed(
  sidecar: Sidecar,
  orderId: string,
  { refundId, amount }: Refund,
): Promise<RefundResult> {
  const result = await refundPayment(sidecar, orderId, { refundId, amount });
  if (result.outcome === 'refunded') return result;
  // No answer, or a refusal: more than is left, or another amount than the first try.
  const found = await readRefund(sidecar, orderId, refundId);
  if (found === 'unknown') return result;
  const { refund, refundableMinor } = found;
  const { status, providerId = '' } = refund ?? {};
  if (status === 'done' || status === 'failed') return { outcome: 'refunded', providerId };
  if (status === 'open' || refundableMinor >= amount.amountMinor) return result;
  if (refundableMinor === 0) return { outcome: 'refunded', providerId };
  const left = { ...amount, amountMinor: refundableMinor };
  return refundPayment(sidecar, orderId, { refundId, amount: left });
}

/**
 * What was refunded under an id, minor units; undefined if payment does not answer. One that failed
 * later counts: the order learns that from an event.
 */
export async function refundedFor(
  sidecar: Sidecar,
  orderId: string,
  { refundId, amount }: Refund,
): Promise<number | undefined> {
  if (amount.amountMinor === 0) return 0;
  const found = await readRefund(sidecar, orderId, refundId);
  if (found === 'unknown') return undefined;
  const { refund } = found;
  const isDone = refund?.status === 'done' || refund?.status === 'failed';
  return isDone ? refund.amount.amountMinor : 0;
}
