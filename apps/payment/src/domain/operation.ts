import type { CaptureResult, RefundResult } from '@commerce/contracts/payment/payment-api';
import type { Money } from '@commerce/contracts/money';
import { sameMoney, type Payment } from './payment.ts';

/**
 * A payment operation: a capture or a refund. It is recorded before the provider is asked to
 * perform it, and pending while its status is `open`.
 */
export interface Operation {
  id: string;
  kind: 'capture' | 'refund';
  amount: Money;
  /** Counts the attempts; a refused operation that is requested again is a new one. */
  attempt: number;
  status: 'open' | 'done' | 'refused';
  providerId?: string;
  reason?: string;
}

/** The provider's answer to one attempt of an operation. */
export type OperationAnswer =
  | { outcome: 'done'; providerId: string }
  /** Final: no money moved, and none will under the key of this attempt. */
  | { outcome: 'refused'; reason: string }
  | { outcome: 'unknown'; reason: string };

export type OperationRefusal =
  | 'payment-not-found'
  | 'payment-not-authorized'
  | 'payment-conflict'
  | 'payment-operation-conflict'
  | 'capture-exceeds-authorized'
  | 'refund-exceeds-captured';

export type OperationStep =
  /** Record the operation as given, then have the provider perform it. */
  | { do: 'perform'; operation: Operation }
  | { do: 'answer'; operation: Operation }
  | { do: 'refuse'; code: OperationRefusal };

export interface OperationRequest {
  id: string;
  amount: Money;
}

/**
 * Decides on a request to capture. A repeat is answered, or performed if it is pending; a refused
 * capture gets another attempt. Pending and done captures together never exceed the authorization.
 */
export function capture(
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
): OperationStep {
  const repeated = decideRepeat(operations, 'capture', request);
  if (repeated !== undefined) return repeated;
  switch (payment.status) {
    case 'absent':
      return refuse('payment-not-found');
    case 'declined':
    case 'voided':
      return refuse('payment-not-authorized');
    case 'authorized': {
      const { amount } = payment;
      if (amount.currency !== request.amount.currency) return refuse('payment-conflict');
      const sum = sumOf(operations, 'capture', ['open', 'done']) + request.amount.amountMinor;
      if (sum > amount.amountMinor) return refuse('capture-exceeds-authorized');
      return { do: 'perform', operation: nextAttempt(operations, 'capture', request) };
    }
  }
}

/**
 * The operation to record for the capture of a shipment, or undefined if nothing changes. A capture
 * that the rules forbid is recorded as refused, for a person: the goods have left already.
 */
export function captureShipment(
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
): Operation | undefined {
  const step = capture(payment, operations, request);
  switch (step.do) {
    case 'perform':
      return step.operation;
    case 'answer':
      return undefined;
    case 'refuse': {
      const known = operations.find(({ id }) => id === request.id);
      if (known !== undefined && known.status !== 'refused') return undefined;
      const operation = nextAttempt(operations, 'capture', request);
      return { ...operation, status: 'refused', reason: step.code };
    }
  }
}

/**
 * Decides on a request to refund: like a capture, but limited by the sum of all captures. Allowed
 * after a void too, because a void only releases what was not captured.
 */
export function refund(
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
): OperationStep {
  const repeated = decideRepeat(operations, 'refund', request);
  if (repeated !== undefined) return repeated;
  if (payment.status === 'absent') return refuse('payment-not-found');
  const captures = operations.filter(({ kind }) => kind === 'capture');
  if (captures.some(({ amount }) => amount.currency !== request.amount.currency)) {
    return refuse('payment-conflict');
  }
  const sum = sumOf(operations, 'refund', ['open', 'done']) + request.amount.amountMinor;
  if (sum > sumOf(operations, 'capture', ['done'])) return refuse('refund-exceeds-captured');
  return { do: 'perform', operation: nextAttempt(operations, 'refund', request) };
}

/**
 * The operation after the provider's answer to one of its attempts, or undefined if the answer
 * changes nothing: it is unclear, a repeat, or about another attempt.
 */
export function settle(
  operation: Operation,
  answer: OperationAnswer,
  answeredAttempt: number,
): Operation | undefined {
  if (operation.status !== 'open' || operation.attempt !== answeredAttempt) return undefined;
  switch (answer.outcome) {
    case 'done':
      return { ...operation, status: 'done', providerId: answer.providerId };
    case 'refused':
      return { ...operation, status: 'refused', reason: answer.reason };
    case 'unknown':
      return undefined;
  }
}

/** The answer to the caller of a capture; `unknownReason` is its reason while it is pending. */
export function captureResultOf(operation: Operation, unknownReason: string): CaptureResult {
  const { status, providerId = '', reason = '' } = operation;
  if (status === 'done') return { outcome: 'captured', providerId };
  return status === 'refused'
    ? { outcome: 'declined', reason }
    : { outcome: 'unknown', reason: unknownReason };
}

/** The answer to the caller of a refund; `unknownReason` is its reason while it is pending. */
export function refundResultOf(operation: Operation, unknownReason: string): RefundResult {
  const { status, providerId = '', reason = '' } = operation;
  if (status === 'done') return { outcome: 'refunded', providerId };
  return status === 'refused'
    ? { outcome: 'declined', reason }
    : { outcome: 'unknown', reason: unknownReason };
}

/** The idempotency key of one attempt at the provider. */
export function idempotencyKeyOf(orderId: string, { kind, id, attempt }: Operation): string {
  return `${orderId}:${kind}:${id}:${attempt}`;
}

/** The sum of the operations of a kind that have one of the statuses, in minor units. */
export function sumOf(
  operations: Operation[],
  kind: Operation['kind'],
  statuses: Operation['status'][],
): number {
  return operations
    .filter((one) => one.kind === kind && statuses.includes(one.status))
    .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
}

function decideRepeat(
  operations: Operation[],
  kind: Operation['kind'],
  { id, amount }: OperationRequest,
): OperationStep | undefined {
  const known = operations.find((one) => one.id === id);
  if (known === undefined) return undefined;
  if (known.kind !== kind || !sameMoney(known.amount, amount)) {
    return refuse('payment-operation-conflict');
  }
  switch (known.status) {
    case 'done':
      return { do: 'answer', operation: known };
    case 'open':
      return { do: 'perform', operation: known };
    case 'refused':
      return undefined;
  }
}

function nextAttempt(
  operations: Operation[],
  kind: Operation['kind'],
  request: OperationRequest,
): Operation {
  const refused = operations.find(({ id }) => id === request.id);
  return { ...request, kind, attempt: (refused?.attempt ?? 0) + 1, status: 'open' };
}

function refuse(code: OperationRefusal): OperationStep {
  return { do: 'refuse', code };
}
