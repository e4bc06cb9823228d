import type { Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { attemptOf, type StoredPayment } from '../domain/payment.ts';
import type { ProviderPayment } from '../domain/reconciliation.ts';
import { recordLatestAttempt } from '../store/attempts.ts';
import { lockPayment } from '../store/payments.ts';
import { announcePayment } from './announce-payment.ts';

/**
 * Records what became of an attempt that waited for the customer, and tells the order. Answers
 * whether anything changed: the first of the customer's answer, the webhook and the sweep is
 * recorded.
 */
export async function settleAction(
  deps: Pick<MoneyDeps, 'outbox'>,
  trx: Trx,
  orderId: string,
  theirs: Pick<ProviderPayment, 'status' | 'authorizationId' | 'reason' | 'captures' | 'expiresAt'>,
): Promise<boolean> {
  const payment = await lockPayment(trx, orderId);
  if (payment.status !== 'requires-action' || theirs.status === 'requires-action') return false;
  const { authorizationId } = payment;
  if (theirs.authorizationId !== authorizationId) return false;
  const { amount, editId } = payment;
  const madeFor = editId === undefined ? {} : { editId };
  const attempt = attemptOf(payment);
  const { captures, expiresAt, reason = theirs.status } = theirs;
  const settled: StoredPayment =
    theirs.status === 'authorized'
      ? {
          ...{ status: 'authorized', amount, attempt, authorizationId },
          ...(captures && { captures }),
          ...(expiresAt && { expiresAt }),
          ...madeFor,
        }
      : { status: 'declined', amount, attempt, reason, ...madeFor };
  await recordLatestAttempt(trx, orderId, settled);
  await announcePayment(deps, trx, orderId, (totals) =>
    settled.status === 'authorized'
      ? {
          type: 'PaymentAuthorized.v1',
          data: {
            ...{ attempt, authorizationId, amount },
            ...(expiresAt && { expiresAt }),
            totals,
          },
        }
      : { type: 'PaymentDeclined.v1', data: { attempt, reason, totals } },
  );
  return true;
}
