import type { Money } from '@commerce/contracts/money';
import type { Difference } from '@commerce/contracts/payment/reconciliation-api';
import type { Operation, OperationAnswer } from './operation.ts';
import { sameMoney, type Payment, type StoredPayment } from './payment.ts';

/** A payment in the provider's records. */
export interface ProviderPayment {
  orderId: string;
  status: 'authorized' | 'declined' | 'voided';
  amount: Money;
  authorizationId?: string;
  /** When the provider decided on it. */
  at: string;
  operations: ProviderOperation[];
}

/** One attempt of a capture or refund in the provider's records. */
export interface ProviderOperation {
  kind: Operation['kind'];
  operationId: string;
  attempt: number;
  amount: Money;
  status: 'done' | 'refused';
  providerId?: string;
  reason?: string;
}

/** A payment in our records. */
export interface OwnPayment {
  orderId: string;
  payment: Payment;
  operations: Operation[];
}

/** A difference with its repair. */
export interface Discrepancy extends Difference {
  repair: Repair;
}

export type Repair =
  | { do: 'void' }
  | { do: 'confirm-void' }
  | { do: 'record'; operation: ProviderOperation }
  | { do: 'perform'; operation: Operation }
  /** No safe repair: a person has to decide. */
  | { do: 'ask-person' };

const ASK_PERSON: Repair = { do: 'ask-person' };

/**
 * The discrepancies of one payment between our records and the provider's. What the provider
 * decided after `settledBefore` may still be on its way to us and is not reported as unknown.
 */
export function compare(
  own: OwnPayment | undefined,
  theirs: ProviderPayment | undefined,
  { settledBefore }: { settledBefore: string },
): Discrepancy[] {
  if (own === undefined) return theirs === undefined ? [] : withoutRecord(theirs, settledBefore);
  const { orderId, payment, operations } = own;
  const found = payment.status === 'absent' ? [] : compareStatus(orderId, payment, theirs);
  if (payment.status === 'absent' && theirs !== undefined) {
    found.push(...withoutRecord(theirs, settledBefore));
  }
  for (const operation of operations) {
    found.push(...compareOperation(orderId, operation, attemptsOf(theirs, operation)));
  }
  const known = new Set(operations.map(({ kind, id }) => `${kind} ${id}`));
  for (const { kind, operationId, status, amount } of theirs?.operations ?? []) {
    if (status !== 'done' || known.has(`${kind} ${operationId}`)) continue;
    found.push({
      orderId,
      operationId,
      reason: 'unknown-operation',
      detail: `The provider has a ${kind} of ${textOf(amount)} that we never requested.`,
      repair: ASK_PERSON,
    });
  }
  return found;
}

/** The answer that the provider gave to an attempt, from its records. */
export function answerOf({
  status,
  providerId = '',
  reason = 'refused',
}: ProviderOperation): OperationAnswer {
  return status === 'done' ? { outcome: 'done', providerId } : { outcome: 'refused', reason };
}

function withoutRecord(theirs: ProviderPayment, settledBefore: string): Discrepancy[] {
  const hasMovedMoney = theirs.operations.some(({ status }) => status === 'done');
  if (theirs.status !== 'authorized' && !hasMovedMoney) return [];
  if (theirs.at > settledBefore) return [];
  const detail = `The provider has ${textOf(theirs.amount)} under a reference that we do not know.`;
  return [{ orderId: theirs.orderId, reason: 'unknown-reference', detail, repair: ASK_PERSON }];
}

function compareStatus(
  orderId: string,
  payment: StoredPayment,
  theirs: ProviderPayment | undefined,
): Discrepancy[] {
  const found = (reason: string, detail: string, repair = ASK_PERSON): Discrepancy[] => [
    { orderId, reason, detail, repair },
  ];
  switch (payment.status) {
    case 'voided':
      if (theirs?.status === 'authorized') {
        return found('authorized-after-void', 'The provider still holds the money.', {
          do: 'void',
        });
      }
      if (payment.confirmed) return [];
      return theirs?.status === 'voided'
        ? found('void-unconfirmed', 'The provider has voided it.', { do: 'confirm-void' })
        : found('void-open', 'The provider has not confirmed the void.', { do: 'void' });
    case 'declined':
      return theirs?.status === 'authorized'
        ? found('authorized-though-declined', 'The provider holds money that it had declined.')
        : [];
    case 'authorized':
      if (theirs === undefined) {
        return found('unknown-at-provider', 'The provider does not know the authorization.');
      }
      if (theirs.status !== 'authorized') {
        return found(`${theirs.status}-at-provider`, `The provider has it as ${theirs.status}.`);
      }
      return sameMoney(payment.amount, theirs.amount)
        ? []
        : found('amount-mismatch', mismatchText(payment.amount, theirs.amount));
  }
}

function compareOperation(
  orderId: string,
  operation: Operation,
  attempts: ProviderOperation[],
): Discrepancy[] {
  const { id: operationId, kind, amount, status, attempt } = operation;
  const found = (reason: string, detail: string, repair = ASK_PERSON): Discrepancy[] => [
    { orderId, operationId, reason, detail, repair },
  ];
  const done = attempts.find((one) => one.status === 'done');
  if (done !== undefined && !sameMoney(done.amount, amount)) {
    return found('amount-mismatch', mismatchText(amount, done.amount));
  }
  switch (status) {
    case 'done':
      return done === undefined
        ? found('unknown-at-provider', `The provider does not know the ${kind}.`)
        : [];
    case 'refused':
      if (done !== undefined) {
        return found('done-though-refused', `The provider performed the ${kind} it had refused.`);
      }
      return kind === 'capture'
        ? found('capture-refused', `The provider refused the capture: ${operation.reason}.`)
        : [];
    case 'open': {
      const answered = attempts.find((one) => one.attempt === attempt);
      return answered === undefined
        ? found(`${kind}-open`, `The ${kind} is not performed yet.`, { do: 'perform', operation })
        : found('answer-lost', `The provider has the ${kind} as ${answered.status}.`, {
            do: 'record',
            operation: answered,
          });
    }
  }
}

function attemptsOf(
  theirs: ProviderPayment | undefined,
  { kind, id }: Operation,
): ProviderOperation[] {
  return (theirs?.operations ?? []).filter((one) => one.kind === kind && one.operationId === id);
}

function mismatchText(ours: Money, theirs: Money): string {
  return `We have ${textOf(ours)}, the provider has ${textOf(theirs)}.`;
}

function textOf({ amountMinor, currency }: Money): string {
  return `${amountMinor} ${currency} minor units`;
}
