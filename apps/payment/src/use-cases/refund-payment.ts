import type { RefundPayment, RefundResult } from '@commerce/contracts/payment/payment-api';
import type { MoneyDeps } from '../deps.ts';
import { refund, refundResultOf } from '../domain/operation.ts';
import { requestOperation } from './request-operation.ts';

/** Refunds a part of what was captured, once per id. Rejects as requestOperation(). */
export async function refundPayment(
  deps: MoneyDeps,
  orderId: string,
  { refundId: id, amount, kind: refundKind, reason }: RefundPayment,
): Promise<RefundResult> {
  const request = { id, amount, ...(refundKind && { refundKind }) };
  const result = await requestOperation(deps, orderId, {
    decide: refund,
    readsDisputes: true,
    request,
    requestReason: reason,
  });
  return refundResultOf(result.operation, result.unknownReason);
}
