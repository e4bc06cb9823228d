import type { CaptureResult, RefundResult } from '@commerce/contracts/payment/payment-api';
import type { Money } from '@commerce/contracts/money';
import type { Payment } from './payment.ts';

/** A capture or refund that was asked for. Its intent is recorded before the provider hears of it. */
export interface Operation {
  id: string;
  kind: 'capture' | 'refund';
  amount: Money;
  /** Counts the tries; a refused operation that is asked for again is a new one. */
  attempt: number;
  status: 'open' | 'done' | 'refused';
  providerId?: string;
  reason?: string;
}

/** What the provider said to one try of an operation. */
export type MoveAnswer =
  | { outcome: 'done'; providerId: string }
  /** Refused for good: nothing moved and nothing will under this try's key. */
  | { outcome: 'refused'; reason: string }
  | { outcome: 'unknown'; reason: string };

export type MoveRefusal =
  | 'payment-not-found'
  | 'payment-not-authorized'
  | 'payment-conflict'
  | 'payment-operation-conflict'
  | 'capture-exceeds-authorized'
  | 'refund-exceeds-captured';

export type MoveStep =
  /** Record the operation as it is here, then have the provider do it. */
  | { do: 'perform'; operation: Operation }
  | { do: 'answer'; operation: Operation }
  | { do: 'refuse'; code: MoveRefusal };

export interface AskedMove {
  id: string;
  amount: Money;
}

/**
 * What to do with a wish to capture. A repeat is answered or performed on, a refused one is tried
 * anew; the sum of all that are open or done never exceeds what is authorized.
 */
export function capture(payment: Payment, operations: Operation[], asked: AskedMove): MoveStep {
  const repeated = repeatOf(operations, 'capture', asked);
  if (repeated !== undefined) return repeated;
  switch (payment.status) {
    case 'absent':
      return refuse('payment-not-found');
    case 'declined':
    case 'voided':
      return refuse('payment-not-authorized');
    case 'authorized': {
      const { amount } = payment;
      if (amount.currency !== asked.amount.currency) return refuse('payment-conflict');
      const sum = sumOf(operations, 'capture', ['open', 'done']) + asked.amount.amountMinor;
      if (sum > amount.amountMinor) return refuse('capture-exceeds-authorized');
      return attempt(operations, 'capture', asked);
    }
  }
}

/**
 * What to do with a wish to refund: as with a capture, within the sum of what was captured. A void
 * does not stand in its way, because it gives back only what was not captured.
 */
export function refund(payment: Payment, operations: Operation[], asked: AskedMove): MoveStep {
  const repeated = repeatOf(operations, 'refund', asked);
  if (repeated !== undefined) return repeated;
  if (payment.status === 'absent') return refuse('payment-not-found');
  const captures = operations.filter(({ kind }) => kind === 'capture');
  if (captures.some(({ amount }) => amount.currency !== asked.amount.currency)) {
    return refuse('payment-conflict');
  }
  const sum = sumOf(operations, 'refund', ['open', 'done']) + asked.amount.amountMinor;
  if (sum > sumOf(operations, 'capture', ['done'])) return refuse('refund-exceeds-captured');
  return attempt(operations, 'refund', asked);
}

/**
 * The operation after the provider's answer to one of its tries, or undefined when the answer
 * changes nothing: it is unclear, it is a repeat, or it belongs to another try.
 */
export function settle(
  operation: Operation,
  answer: MoveAnswer,
  attemptAnswered: number,
): Operation | undefined {
  if (operation.status !== 'open' || operation.attempt !== attemptAnswered) return undefined;
  switch (answer.outcome) {
    case 'done':
      return { ...operation, status: 'done', providerId: answer.providerId };
    case 'refused':
      return { ...operation, status: 'refused', reason: answer.reason };
    case 'unknown':
      return undefined;
  }
}

/** What the caller of a capture hears. */
export function captureResultOf(operation: Operation, unclear: string): CaptureResult {
  const { status, providerId = '', reason = '' } = operation;
  if (status === 'done') return { outcome: 'captured', providerId };
  return status === 'refused'
    ? { outcome: 'declined', reason }
    : { outcome: 'unknown', reason: unclear };
}

/** What the caller of a refund hears. */
export function refundResultOf(operation: Operation, unclear: string): RefundResult {
  const { status, providerId = '', reason = '' } = operation;
  if (status === 'done') return { outcome: 'refunded', providerId };
  return status === 'refused'
    ? { outcome: 'declined', reason }
    : { outcome: 'unknown', reason: unclear };
}

/** The provider's idempotency key of one try. */
export function keyOf(orderId: string, { kind, id, attempt: number }: Operation): string {
  return `${orderId}:${kind}:${id}:${number}`;
}

/** The sum of the operations of a kind that stand as one of the statuses, in minor units. */
export function sumOf(
  operations: Operation[],
  kind: Operation['kind'],
  statuses: Operation['status'][],
): number {
  return operations
    .filter((one) => one.kind === kind && statuses.includes(one.status))
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
}

function repeatOf(
  operations: Operation[],
  kind: Operation['kind'],
  { id, amount }: AskedMove,
): MoveStep | undefined {
  const known = operations.find((one) => one.id === id);
  if (known === undefined) return undefined;
  const same =
    known.kind === kind &&
    known.amount.amountMinor === amount.amountMinor &&
    known.amount.currency === amount.currency;
  if (!same) return refuse('payment-operation-conflict');
  switch (known.status) {
    case 'done':
      return { do: 'answer', operation: known };
    case 'open':
      return { do: 'perform', operation: known };
    case 'refused':
      return undefined;
  }
}

function attempt(operations: Operation[], kind: Operation['kind'], asked: AskedMove): MoveStep {
  const refused = operations.find(({ id }) => id === asked.id);
  const operation: Operation = {
    ...asked,
    kind,
    attempt: (refused?.attempt ?? 0) + 1,
    status: 'open',
  };
  return { do: 'perform', operation };
}

function refuse(code: MoveRefusal): MoveStep {
  return { do: 'refuse', code };
}
