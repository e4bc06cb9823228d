import type { PaymentState } from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import type { PaymentDeps } from '../deps.ts';
import { listOperations } from '../store/operations.ts';
import { findPaymentState } from '../store/payments.ts';

/** The payment of an order with its captures and refunds. Rejects with payment-not-found. */
export async function readPayment(
  { database }: Pick<PaymentDeps, 'database'>,
  orderId: string,
): Promise<PaymentState> {
  const state = await findPaymentState(database, orderId);
  if (state === undefined) throw problem('payment-not-found', `${orderId} has no payment.`);
  const operations = await listOperations(database, orderId);
  return {
    ...state,
    operations: operations.map(({ id, ...operation }) => ({ operationId: id, ...operation })),
  };
}
