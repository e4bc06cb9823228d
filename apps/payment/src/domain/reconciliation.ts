import type { Money } from '@commerce/contracts/money';
import type { Operation } from './operation.ts';
import type { Payment } from './payment.ts';

/** A payment as the provider's book has it. */
export interface BookPayment {
  orderId: string;
  status: 'authorized' | 'declined' | 'voided';
  amount: Money;
  authorizationId?: string;
  /** When the provider decided it. */
  at: string;
  moves: BookMove[];
}

/** A try of a capture or refund as the provider's book has it. */
export interface BookMove {
  kind: Operation['kind'];
  operationId: string;
  attempt: number;
  amount: Money;
  status: 'done' | 'refused';
  providerId?: string;
  reason?: string;
}

/** A payment as we have it. */
export interface OwnPayment {
  orderId: string;
  payment: Payment;
  operations: Operation[];
}

/** A difference: what repairs it, or that a person has to decide. */
export interface Finding {
  orderId: string;
  operationId?: string;
  reason: string;
  detail: string;
  repair: Repair;
}

export type Repair =
  | { do: 'void' }
  | { do: 'confirm-void' }
  | { do: 'record'; kind: Operation['kind']; move: BookMove }
  | { do: 'perform'; operation: Operation }
  | { do: 'ask-person' };

const PERSON: Repair = { do: 'ask-person' };

/**
 * The differences of one payment between our record and the provider's book. `settledBefore`: what
 * the provider decided since then may still be on its way to us, so that it is not called unknown.
 */
export function compare(
  own: OwnPayment | undefined,
  theirs: BookPayment | undefined,
  { settledBefore }: { settledBefore: string },
): Finding[] {
  if (own === undefined) return theirs === undefined ? [] : withoutRecord(theirs, settledBefore);
  const { orderId, payment, operations } = own;
  const findings = payment.status === 'absent' ? [] : statusFindings(orderId, payment, theirs);
  if (payment.status === 'absent' && theirs !== undefined) {
    findings.push(...withoutRecord(theirs, settledBefore));
  }
  for (const operation of operations) {
    findings.push(...operationFindings(orderId, operation, movesOf(theirs, operation)));
  }
  const known = new Set(operations.map(({ kind, id }) => `${kind} ${id}`));
  for (const move of theirs?.moves ?? []) {
    if (move.status !== 'done' || known.has(`${move.kind} ${move.operationId}`)) continue;
    findings.push({
      orderId,
      operationId: move.operationId,
      reason: 'unknown-operation',
      detail: `The provider has a ${move.kind} of ${textOf(move.amount)} that we never asked for.`,
      repair: PERSON,
    });
  }
  return findings;
}

function withoutRecord(theirs: BookPayment, settledBefore: string): Finding[] {
  const moved = theirs.moves.some(({ status }) => status === 'done');
  if (theirs.status !== 'authorized' && !moved) return [];
  if (theirs.at > settledBefore) return [];
  const detail = `The provider has ${textOf(theirs.amount)} under a reference that we do not know.`;
  return [{ orderId: theirs.orderId, reason: 'unknown-reference', detail, repair: PERSON }];
}

function statusFindings(
  orderId: string,
  payment: Exclude<Payment, { status: 'absent' }>,
  theirs: BookPayment | undefined,
): Finding[] {
  const finding = (reason: string, detail: string, repair: Repair = PERSON): Finding[] => [
    { orderId, reason, detail, repair },
  ];
  switch (payment.status) {
    case 'voided':
      if (theirs?.status === 'authorized') {
        return finding('authorized-after-void', 'The provider still holds it.', { do: 'void' });
      }
      if (payment.confirmed) return [];
      return theirs?.status === 'voided'
        ? finding('void-unconfirmed', 'The provider has voided it.', { do: 'confirm-void' })
        : finding('void-open', 'The provider has not confirmed the void.', { do: 'void' });
    case 'declined':
      return theirs?.status === 'authorized'
        ? finding('authorized-though-declined', 'The provider holds what it had declined.')
        : [];
    case 'authorized':
      if (theirs === undefined) {
        return finding('unknown-at-provider', 'The provider does not know the authorization.');
      }
      if (theirs.status !== 'authorized') {
        return finding(`${theirs.status}-at-provider`, `The provider has it as ${theirs.status}.`);
      }
      return sameMoney(payment.amount, theirs.amount)
        ? []
        : finding(
            'amount-mismatch',
            `We have ${textOf(payment.amount)}, the provider ${textOf(theirs.amount)}.`,
          );
  }
}

function operationFindings(orderId: string, operation: Operation, moves: BookMove[]): Finding[] {
  const { kind, amount, status, attempt } = operation;
  const finding = (reason: string, detail: string, repair: Repair = PERSON): Finding[] => [
    { orderId, operationId: operation.id, reason, detail, repair },
  ];
  const move = moves.find((one) => one.status === 'done');
  if (move !== undefined && !sameMoney(move.amount, amount)) {
    const detail = `We have ${textOf(amount)}, the provider ${textOf(move.amount)}.`;
    return finding('amount-mismatch', detail);
  }
  switch (status) {
    case 'done':
      return move === undefined
        ? finding('unknown-at-provider', `The provider does not know the ${kind}.`)
        : [];
    case 'refused':
      if (move !== undefined) {
        return finding('done-though-refused', `The provider did the ${kind} that it had refused.`);
      }
      return kind === 'capture'
        ? finding('capture-refused', `The provider refused the capture: ${operation.reason}.`)
        : [];
    case 'open': {
      const answer = moves.find((one) => one.attempt === attempt);
      return answer === undefined
        ? finding(`${kind}-open`, `The ${kind} is not done yet.`, { do: 'perform', operation })
        : finding('answer-lost', `The provider has the ${kind} as ${answer.status}.`, {
            do: 'record',
            kind,
            move: answer,
          });
    }
  }
}

function movesOf(theirs: BookPayment | undefined, { kind, id }: Operation): BookMove[] {
  return (theirs?.moves ?? []).filter((move) => move.kind === kind && move.operationId === id);
}

function sameMoney(a: Money, b: Money): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}

function textOf({ amountMinor, currency }: Money): string {
  return `${amountMinor} ${currency} minor units`;
}
