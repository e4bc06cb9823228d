import type { RefundPayment, RefundResult } from '@commerce/contracts/payment/payment-api';
import type { PaymentDeps } from '../deps.ts';
import { refund, refundResultOf } from '../domain/operation.ts';
import { requestOperation } from './request-operation.ts';

/** Refunds a part of what was captured, once per id. Rejects as requestOperation(). */
export async function refundPayment(
  deps: Pick<PaymentDeps, 'database' | 'provider'>,
  orderId: string,
  { refundId: id, amount, reason }: RefundPayment,
): Promise<RefundResult> {
  const request = { id, amount };
  const result = await requestOperation(deps, orderId, refund, request, reason);
  return refundResultOf(result.operation, result.unknownReason);
}
