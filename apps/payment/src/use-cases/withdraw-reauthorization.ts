import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { resultOf } from '../domain/payment.ts';
import { lockPayment } from '../store/payments.ts';
import { lockEdits, recordWithdrawal } from '../store/withdrawn-edits.ts';

/**
 * Gives up the authorization of an edit, unless it has one: then that is answered. Afterwards none is stored for
 * the edit, and what is still under way at the provider is released: by the call that gets its answer, or by
 * reconciliation.
 */
export async function withdrawReauthorization(
  { database }: Pick<PaymentDeps, 'database'>,
  orderId: string,
  editId: string,
): Promise<AuthorizationResult> {
  return transaction(database, async (trx) => {
    await lockEdits(trx, orderId);
    const payment = await lockPayment(trx, orderId);
    if (payment.status === 'authorized' && payment.editId === editId) return resultOf(payment);
    await recordWithdrawal(trx, orderId, editId);
    return { outcome: 'voided' };
  });
}
