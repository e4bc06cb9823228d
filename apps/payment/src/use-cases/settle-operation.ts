import type { PaymentEvent, PaymentTotals } from '@commerce/contracts/payment/payment-events';
import type { Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { contraEntriesOf, entriesOf } from '../domain/ledger.ts';
import { settle, type Operation, type OperationAnswer } from '../domain/operation.ts';
import { appendEntries } from '../store/ledger.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import { lockPayment } from '../store/payments.ts';
import { announcePayment } from './announce-payment.ts';

/** The provider's answer to one attempt of an operation. */
export interface AnsweredAttempt {
  operationId: string;
  attempt: number;
  answer: OperationAnswer;
}

/**
 * Records the provider's answer to an attempt, however it arrived: the operation, the totals of the
 * payment, the ledger and the event change together. Answers whether anything changed; a repeat does
 * not.
 */
export async function settleOperation(
  deps: Pick<MoneyDeps, 'outbox'>,
  trx: Trx,
  orderId: string,
  { operationId, attempt, answer }: AnsweredAttempt,
): Promise<boolean> {
  await lockPayment(trx, orderId);
  const operation = (await listOperations(trx, orderId)).find(({ id }) => id === operationId);
  const settled = operation && settle(operation, answer, attempt);
  if (operation === undefined || settled === undefined) return false;
  await saveOperation(trx, orderId, settled);
  if (settled.status === 'done' && operation.status === 'open') {
    await bookDone(deps, trx, orderId, settled);
  }
  if (settled.status === 'failed') await bookFailedRefund(deps, trx, orderId, settled);
  if (settled.status === 'refused' && settled.kind === 'capture') {
    await announceRefusedCapture(deps, trx, orderId, settled);
  }
  return true;
}

/** Tells that no money moved for a capture. */
export async function announceRefusedCapture(
  deps: Pick<MoneyDeps, 'outbox'>,
  trx: Trx,
  orderId: string,
  { id: captureId, amount, reason = 'refused' }: Operation,
): Promise<void> {
  await announcePayment(deps, trx, orderId, (totals) => ({
    type: 'PaymentCaptureRefused.v1',
    data: { captureId, amount, reason, totals },
  }));
}

/** Takes a refund that was done out of the totals and the ledger again, by a contra entry. */
async function bookFailedRefund(
  deps: Pick<MoneyDeps, 'outbox'>,
  trx: Trx,
  orderId: string,
  { id: operationId, kind, attempt, amount, reason = 'failed' }: Operation,
): Promise<void> {
  await appendEntries(trx, contraEntriesOf({ orderId, operationId, kind, attempt, amount }));
  const eventOf = (totals: PaymentTotals): PaymentEvent => ({
    type: 'PaymentRefundFailed.v1',
    data: { refundId: operationId, amount, reason, totals },
  });
  await announcePayment(deps, trx, orderId, eventOf, { refunded: -amount.amountMinor });
}

/** Books an operation that is done: totals, ledger and event. */
export async function bookDone(
  deps: Pick<MoneyDeps, 'outbox'>,
  trx: Trx,
  orderId: string,
  { id: operationId, kind, amount: asked, movedMinor, attempt, foreign, refundKind }: Operation,
): Promise<void> {
  const amount = { ...asked, amountMinor: movedMinor ?? asked.amountMinor };
  if (amount.amountMinor > 0) {
    await appendEntries(trx, entriesOf({ orderId, operationId, kind, attempt, amount }));
  }
  const about = { amount: asked, ...(foreign && { foreign }) };
  const eventOf = (totals: PaymentTotals): PaymentEvent =>
    kind === 'capture'
      ? { type: 'PaymentCaptured.v1', data: { captureId: operationId, ...about, totals } }
      : {
          type: 'PaymentRefunded.v1',
          data: {
            refundId: operationId,
            ...about,
            ...(refundKind && { kind: refundKind }),
            totals,
          },
        };
  const total = kind === 'capture' ? 'captured' : 'refunded';
  await announcePayment(deps, trx, orderId, eventOf, { [total]: amount.amountMinor });
}
