import type { Money } from '@commerce/contracts/money';
import type { Dispute } from '@commerce/contracts/payment/payment-api';
import type { Difference } from '@commerce/contracts/payment/reconciliation-api';
import { sameCharge } from './charged-step.ts';
import { movedOf, type Operation, type OperationAnswer } from './operation.ts';
import {
  NOTHING_TO_PAY,
  type AuthorizationTerms,
  type Payment,
  type StoredPayment,
} from './payment.ts';

/** A payment in the provider's records. */
export interface ProviderPayment extends AuthorizationTerms {
  orderId: string;
  status: 'authorized' | 'requires-action' | 'declined' | 'voided';
  amount: Money;
  authorizationId?: string;
  /** Why it is declined or voided, if the provider says so. */
  reason?: string;
  /** When the provider decided on it. */
  at: string;
  operations: ProviderOperation[];
  disputes?: Dispute[];
  /** All that was captured; for a provider that does not list captures made by others. */
  capturedMinor?: number;
}

/** One attempt of a capture or refund in the provider's records. */
export interface ProviderOperation {
  kind: Operation['kind'];
  /** Our id; of a foreign operation the provider's. */
  operationId: string;
  attempt: number;
  amount: Money;
  status: 'done' | 'refused';
  /** Made at the provider, without an id of ours. */
  foreign?: true;
  /** A refund that the bank can still refuse. */
  pending?: true;
  providerId?: string;
  reason?: string;
}

/** A payment in our records. */
export interface OwnPayment {
  orderId: string;
  payment: Payment;
  operations: Operation[];
  disputes?: Dispute[];
}

/** A difference with its repair. */
export interface Discrepancy extends Difference {
  repair: Repair;
}

/** A fact of the provider that is taken into our records. */
export type Fact =
  | { do: 'confirm-void' }
  /** The authorization ended at the provider without us. */
  | { do: 'record-end'; authorizationId: string; reason: string }
  /** The customer has acted, or can no longer. */
  | { do: 'record-action'; theirs: ProviderPayment }
  | { do: 'record'; operation: ProviderOperation }
  | { do: 'record-foreign'; operation: ProviderOperation }
  | { do: 'record-dispute'; dispute: Dispute };

export type Repair =
  | Fact
  | { do: 'void' }
  /** Releases an authorization that is not the one of the payment. */
  | { do: 'release'; authorizationId: string }
  | { do: 'perform'; operation: Operation }
  /** No safe repair: a person has to decide. `movement`: money that moved and is not in our books. */
  | { do: 'ask-person'; movement?: ProviderOperation };

const ASK_PERSON: Repair = { do: 'ask-person' };

/** Whether a repair only takes over what the provider has, and asks it for nothing. */
export function isFact(repair: Repair): repair is Fact {
  return repair.do === 'confirm-void' || repair.do.startsWith('record');
}

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
  if (payment.status === 'authorized' && payment.authorizationId === NOTHING_TO_PAY) return [];
  if (theirs !== undefined && isOtherAttempt(own, theirs)) {
    return compareOtherAttempt(orderId, theirs, settledBefore);
  }
  const found = payment.status === 'absent' ? [] : compareStatus(orderId, payment, theirs);
  if (payment.status === 'absent' && theirs !== undefined) {
    found.push(...withoutRecord(theirs, settledBefore));
  }
  for (const operation of operations) {
    found.push(...compareOperation(orderId, operation, attemptsOf(theirs, operation)));
  }
  if (theirs === undefined) return found;
  return [...found, ...unknownMovements(own, theirs), ...unknownDisputes(own, theirs)];
}

/** The answer that the provider gave to an attempt, from its records. */
export function answerOf({
  status,
  providerId = '',
  reason = 'refused',
  pending,
}: ProviderOperation): OperationAnswer {
  return status === 'done'
    ? { outcome: 'done', providerId, ...(pending && { pending }) }
    : { outcome: 'refused', reason };
}

/** Whether theirs is an earlier card of the order, or a second authorization that it must not have. */
function isOtherAttempt({ payment }: OwnPayment, theirs: ProviderPayment): boolean {
  const authorizationId = 'authorizationId' in payment ? payment.authorizationId : undefined;
  if (authorizationId === undefined || authorizationId === NOTHING_TO_PAY) return false;
  return theirs.authorizationId !== authorizationId;
}

function compareOtherAttempt(
  orderId: string,
  { status, authorizationId, at, amount }: ProviderPayment,
  settledBefore: string,
): Discrepancy[] {
  const holds = status === 'authorized' || status === 'requires-action';
  if (!holds || authorizationId === undefined || at > settledBefore) return [];
  const detail = `The provider holds ${textOf(amount)} for the order a second time.`;
  const repair = { do: 'release', authorizationId } as const;
  return [{ orderId, reason: 'authorized-twice', detail, repair }];
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
      if (theirs?.status === 'authorized' || theirs?.status === 'requires-action') {
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
    case 'requires-action':
      if (theirs === undefined || theirs.status === 'requires-action') return [];
      return found('action-finished', `The provider has it as ${theirs.status}.`, {
        do: 'record-action',
        theirs,
      });
    case 'authorized':
      if (theirs === undefined) {
        return found('unknown-at-provider', 'The provider does not know the authorization.');
      }
      if (theirs.status === 'voided') {
        const reason = theirs.reason ?? 'voided-at-provider';
        return found('ended-at-provider', `The provider has ended it: ${reason}.`, {
          do: 'record-end',
          authorizationId: payment.authorizationId,
          reason,
        });
      }
      if (theirs.status !== 'authorized') {
        return found(`${theirs.status}-at-provider`, `The provider has it as ${theirs.status}.`);
      }
      return sameCharge(payment.amount, theirs.amount)
        ? []
        : found('amount-mismatch', mismatchText(payment.amount, theirs.amount));
  }
}

function compareOperation(
  orderId: string,
  operation: Operation,
  attempts: ProviderOperation[],
): Discrepancy[] {
  const { id: operationId, kind, amount, status, attempt, movedMinor, foreign } = operation;
  const found = (reason: string, detail: string, repair = ASK_PERSON): Discrepancy[] => [
    { orderId, operationId, reason, detail, repair },
  ];
  const record = (answered: ProviderOperation): Repair => ({
    do: 'record',
    operation: { ...answered, operationId, ...(foreign && { attempt }) },
  });
  // Covered by another capture: nothing moved at the provider.
  if (movedMinor === 0 && status !== 'open') return [];
  const moved = { ...amount, amountMinor: movedMinor ?? amount.amountMinor };
  const done = attempts.find((one) => one.status === 'done');
  if (done !== undefined && !sameCharge(moved, done.amount)) {
    return found('amount-mismatch', mismatchText(moved, done.amount));
  }
  switch (status) {
    case 'done': {
      if (done === undefined) {
        const failed = attempts.find((one) => foreign === true || one.attempt === attempt);
        if (failed !== undefined && kind === 'refund') {
          const detail = 'The refund did not reach the customer.';
          return found('refund-failed', detail, record(failed));
        }
        if (foreign && kind === 'capture') return [];
        return found('unknown-at-provider', `The provider does not know the ${kind}.`);
      }
      if (operation.pending && !done.pending) {
        return found('refund-arrived', 'The refund is no longer pending.', record(done));
      }
      return [];
    }
    case 'refused':
      if (done !== undefined) {
        return found('done-though-refused', `The provider performed the ${kind} it had refused.`);
      }
      return kind === 'capture'
        ? found('capture-refused', `The provider refused the capture: ${operation.reason}.`)
        : [];
    case 'failed':
      return [];
    case 'open': {
      const answered = attempts.find((one) => one.attempt === attempt);
      return answered === undefined
        ? found(`${kind}-open`, `The ${kind} is not performed yet.`, { do: 'perform', operation })
        : found(
            'answer-lost',
            `The provider has the ${kind} as ${answered.status}.`,
            record(answered),
          );
    }
  }
}

/**
 * Money that moved at the provider and is not in our records: made there by hand, or a second time
 * for one of our requests after the provider had forgotten its key.
 */
function unknownMovements(own: OwnPayment, theirs: ProviderPayment): Discrepancy[] {
  const { orderId, operations } = own;
  const find = (kind: Operation['kind'], id: string | undefined, foreign: true | undefined) =>
    operations.find((one) => one.kind === kind && one.id === id && one.foreign === foreign);
  const found = theirs.operations.flatMap((operation): Discrepancy[] => {
    const { kind, operationId, status, amount, foreign, providerId } = operation;
    if (status !== 'done' || find(kind, providerId, true)) return [];
    const text = `${kind} of ${textOf(amount)}`;
    if (foreign) {
      const detail = `A ${text} was made at the provider.`;
      const repair = { do: 'record-foreign', operation } as const;
      return [{ orderId, operationId, reason: `foreign-${kind}`, detail, repair }];
    }
    const known = find(kind, operationId, undefined);
    const isOurs = known && (known.providerId === undefined || known.providerId === providerId);
    if (isOurs) return [];
    const repair = { do: 'ask-person', movement: operation } as const;
    return [
      known === undefined
        ? {
            ...{ orderId, operationId, reason: 'unknown-operation', repair },
            detail: `The provider has a ${text} that we never requested.`,
          }
        : {
            ...{ orderId, operationId, reason: 'performed-twice', repair },
            detail: `The provider made the ${text} a second time.`,
          },
    ];
  });
  return [...found, ...unlistedCaptures(own, theirs)];
}

/** What the provider captured beyond the captures that it lists and those that we know. */
function unlistedCaptures(
  { orderId, operations }: OwnPayment,
  { amount, capturedMinor, authorizationId = '', operations: listed }: ProviderPayment,
): Discrepancy[] {
  if (capturedMinor === undefined) return [];
  const listedIds = new Set(listed.map(({ providerId }) => providerId));
  const unlisted = operations.filter(({ id, foreign }) => foreign && !listedIds.has(id));
  const listedMinor = listed
    .filter(({ kind, status }) => kind === 'capture' && status === 'done')
    .reduce((sum, one) => sum + one.amount.amountMinor, 0);
  const excess = capturedMinor - listedMinor - movedOf(unlisted, 'capture', ['done']);
  if (excess === 0) return [];
  const money = { ...amount, amountMinor: Math.abs(excess) };
  if (excess < 0) {
    const detail = `The provider captured ${textOf(money)} less than its captures add up to.`;
    return [{ orderId, reason: 'amount-mismatch', detail, repair: ASK_PERSON }];
  }
  const operationId = `${authorizationId}:${capturedMinor}`;
  const operation: ProviderOperation = {
    ...{ kind: 'capture', operationId, attempt: 1, amount: money, status: 'done' },
    ...{ foreign: true, providerId: operationId },
  };
  const repair = { do: 'record-foreign', operation } as const;
  const detail = `A capture of ${textOf(money)} was made at the provider.`;
  return [{ orderId, operationId, reason: 'foreign-capture', detail, repair }];
}

function unknownDisputes(own: OwnPayment, theirs: ProviderPayment): Discrepancy[] {
  const known = new Map((own.disputes ?? []).map((one) => [one.disputeId, one.state]));
  return (theirs.disputes ?? [])
    .filter(({ disputeId, state }) => known.get(disputeId) !== state)
    .map((dispute) => ({
      orderId: own.orderId,
      operationId: dispute.disputeId,
      reason: `dispute-${dispute.state}`,
      detail: `The dispute of ${textOf(dispute.amount)} is ${dispute.state}.`,
      repair: { do: 'record-dispute', dispute },
    }));
}

function attemptsOf(
  theirs: ProviderPayment | undefined,
  { kind, id, foreign, providerId: ours }: Operation,
): ProviderOperation[] {
  const attempts = (theirs?.operations ?? []).filter(
    (one) => one.kind === kind && (foreign ? one.providerId : one.operationId) === id,
  );
  // The provider may have made it twice: ours comes first.
  return attempts.toSorted((a, b) => Number(b.providerId === ours) - Number(a.providerId === ours));
}

function mismatchText(ours: Money, theirs: Money): string {
  return `We have ${textOf(ours)}, the provider has ${textOf(theirs)}.`;
}

function textOf({ amountMinor, currency }: Money): string {
  return `${amountMinor} ${currency} minor units`;
}
