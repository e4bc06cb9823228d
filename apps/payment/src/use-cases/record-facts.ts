import type { Dispute } from '@commerce/contracts/payment/payment-api';
import type { PaymentEvent, PaymentTotals } from '@commerce/contracts/payment/payment-events';
import type { Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { disputeEntriesOf } from '../domain/ledger.ts';
import type { Operation } from '../domain/operation.ts';
import { answerOf, type Fact, type ProviderOperation } from '../domain/reconciliation.ts';
import { findDisputes, saveDispute } from '../store/disputes.ts';
import { appendEntries } from '../store/ledger.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import { lockPayment, recordEnd, recordVoidConfirmed } from '../store/payments.ts';
import { announcePayment } from './announce-payment.ts';
import { settleAction } from './settle-action.ts';
import { bookDone, settleOperation } from './settle-operation.ts';

type Deps = Pick<MoneyDeps, 'outbox'>;

/** Takes a fact of the provider into our records. Answers whether anything changed. */
export async function recordFact(
  deps: Deps,
  trx: Trx,
  orderId: string,
  fact: Fact,
): Promise<boolean> {
  switch (fact.do) {
    case 'confirm-void':
      return confirmRecordedVoid(deps, trx, orderId);
    case 'record-end': {
      const { reason, authorizationId } = fact;
      const payment = await lockPayment(trx, orderId);
      // Another one may have taken its place since the provider's records were read.
      const isHeld = payment.status === 'authorized' && payment.authorizationId === authorizationId;
      if (!isHeld) return false;
      await recordEnd(trx, orderId, reason);
      await announcePayment(deps, trx, orderId, (totals) => ({
        type: 'AuthorizationExpired.v1',
        data: { reason, authorizationId, totals },
      }));
      return true;
    }
    case 'record-action':
      return settleAction(deps, trx, orderId, fact.theirs);
    case 'record': {
      const { operationId, attempt } = fact.operation;
      const answer = answerOf(fact.operation);
      return settleOperation(deps, trx, orderId, { operationId, attempt, answer });
    }
    case 'record-foreign':
      return recordForeign(deps, trx, orderId, fact.operation);
    case 'record-dispute':
      return recordDispute(deps, trx, orderId, fact.dispute);
  }
}

/** Books a movement that was made at the provider. Its id is the provider's, so it is booked once. */
export async function recordForeign(
  deps: Deps,
  trx: Trx,
  orderId: string,
  { kind, amount, pending, providerId }: ProviderOperation,
): Promise<boolean> {
  if (providerId === undefined) return false;
  const payment = await lockPayment(trx, orderId);
  if (payment.status === 'absent') return false;
  const known = await listOperations(trx, orderId);
  if (known.some(({ id }) => id === providerId)) return false;
  const operation: Operation = {
    ...{ id: providerId, kind, amount, attempt: 1, status: 'done', foreign: true, providerId },
    ...(pending && { pending }),
  };
  await saveOperation(trx, orderId, operation);
  await bookDone(deps, trx, orderId, operation);
  return true;
}

/** Books the change of a dispute. One that we first hear of when it is decided was opened before. */
async function recordDispute(
  deps: Deps,
  trx: Trx,
  orderId: string,
  dispute: Dispute,
): Promise<boolean> {
  await lockPayment(trx, orderId);
  const known = (await findDisputes(trx, [orderId])).get(orderId) ?? [];
  const before = known.find(({ disputeId }) => disputeId === dispute.disputeId);
  const isDecided = before !== undefined && before.state !== 'opened';
  if (before?.state === dispute.state || isDecided) return false;
  await saveDispute(trx, orderId, dispute);
  const { amount, state, disputeId } = dispute;
  const { amountMinor } = amount;
  const isNew = before === undefined;
  const withheld = (isNew ? amountMinor : 0) - (state === 'won' ? amountMinor : 0);
  if (isNew) {
    await appendEntries(trx, disputeEntriesOf(orderId, { ...dispute, state: 'opened' }));
  }
  if (state !== 'opened') await appendEntries(trx, disputeEntriesOf(orderId, dispute));
  const eventOf = (totals: PaymentTotals): PaymentEvent => ({
    type: 'PaymentDisputed.v1',
    data: { disputeId, amount, state, totals },
  });
  await announcePayment(deps, trx, orderId, eventOf, { disputed: withheld });
  return true;
}

/** Records that the provider has confirmed a recorded void. Answers whether anything changed. */
export async function confirmRecordedVoid(deps: Deps, trx: Trx, orderId: string): Promise<boolean> {
  const { changed, held } = await recordVoidConfirmed(trx, orderId);
  if (held) {
    await announcePayment(deps, trx, orderId, (totals) => ({
      type: 'PaymentVoided.v1',
      data: { totals },
    }));
  }
  return changed;
}
