import {
  undoOf,
  type CaptureResult,
  type RefundKind,
  type RefundResult,
} from '@commerce/contracts/payment/payment-api';
import type { Money } from '@commerce/contracts/money';
import { sameMoney, type Payment } from './payment.ts';

/**
 * A payment operation: a capture or a refund. It is recorded before the provider is asked to
 * perform it, and has no clear answer yet while its status is `open`. `failed` is a refund that was
 * done and did not reach the customer.
 */
export interface Operation {
  id: string;
  kind: 'capture' | 'refund';
  amount: Money;
  /** Counts the attempts; a refused operation that is requested again is a new one. */
  attempt: number;
  status: 'open' | 'done' | 'refused' | 'failed';
  /**
   * What moves at the provider, in minor units; absent if it is the amount. A provider that captures
   * once moves everything with the first capture, and nothing with those that it covers.
   */
  movedMinor?: number;
  /** Made at the provider and not by us; its id is the provider's. */
  foreign?: true;
  /** The provider accepted the refund, and the bank can still refuse it. */
  pending?: true;
  refundKind?: RefundKind;
  providerId?: string;
  reason?: string;
}

/** The provider's answer to one attempt of an operation. */
export type OperationAnswer =
  | { outcome: 'done'; providerId: string; pending?: true }
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
  /** `refundableMinor`: what a refund may be at most. */
  | { do: 'refuse'; code: OperationRefusal; refundableMinor?: number };

export interface OperationRequest {
  id: string;
  amount: Money;
  /** A capture: none follows. */
  final?: boolean;
  refundKind?: RefundKind;
}

/**
 * Decides on a request to capture. A repeat is answered, or performed if it is pending; a refused
 * capture gets another attempt. Pending and done captures together never exceed the authorization.
 *
 * Of a provider that captures once, the first capture takes the whole authorization unless it is
 * final, because the provider releases the rest with it. Later captures are covered by the first.
 */
export function capture(
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
): OperationStep {
  const undo = operations.find(({ id }) => id === undoOf(request.id));
  // Its money went back, because its goods did not leave: another shipment has another id.
  if (undo?.status === 'open' || undo?.status === 'done') {
    return refuse('payment-operation-conflict');
  }
  const repeated = decideRepeat(operations, 'capture', request);
  if (repeated !== undefined) return repeated;
  switch (payment.status) {
    case 'absent':
      return refuse('payment-not-found');
    case 'requires-action':
    case 'declined':
    case 'voided':
      return refuse('payment-not-authorized');
    case 'authorized': {
      const { amount } = payment;
      if (amount.currency !== request.amount.currency) return refuse('payment-conflict');
      const sum = sumOf(operations, 'capture', ['open', 'done']) + request.amount.amountMinor;
      if (sum > amount.amountMinor) return refuse('capture-exceeds-authorized');
      const operation = nextAttempt(operations, 'capture', request);
      if (payment.captures !== 'one') return { do: 'perform', operation };
      const movedMinor = movedByOnlyCapture(amount, operations, request);
      return { do: 'perform', operation: { ...operation, ...movedMinor } };
    }
  }
}

function movedByOnlyCapture(
  authorized: Money,
  operations: Operation[],
  { final = false }: OperationRequest,
): Pick<Operation, 'movedMinor'> {
  if (coverOf(operations) !== undefined) return { movedMinor: 0 };
  return final ? {} : { movedMinor: authorized.amountMinor };
}

/** The capture that moved the money of those with `movedMinor` 0, or is about to. */
export function coverOf(operations: Operation[]): Operation | undefined {
  return operations.find(
    ({ kind, status, movedMinor }) =>
      kind === 'capture' && movedMinor !== 0 && (status === 'open' || status === 'done'),
  );
}

/**
 * The refused operation to record for a capture of money that is no longer authorized, so that people
 * see it; undefined if it is not authorized for another reason, which leaves no trace.
 */
export function refusedCapture(
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
): Operation | undefined {
  if (capture(payment, operations, request).do !== 'refuse') return undefined;
  if (payment.status !== 'voided' && payment.status !== 'declined') return undefined;
  const known = operations.find(({ id }) => id === request.id);
  if (known !== undefined && known.status !== 'refused') return undefined;
  const reason = endOf(payment);
  if (known?.reason === reason) return known;
  return { ...nextAttempt(operations, 'capture', request), status: 'refused', reason };
}

/** Why the money of a payment cannot be captured: how it ended, in a stable code. */
export function endOf(payment: Payment): string {
  switch (payment.status) {
    case 'absent':
    case 'authorized':
    case 'requires-action':
      return 'not-authorized';
    case 'declined':
      return payment.reason;
    case 'voided':
      return payment.reason ?? 'voided';
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
      if (known?.status === 'open' || known?.status === 'done') return undefined;
      const operation = nextAttempt(operations, 'capture', request);
      return { ...operation, status: 'refused', reason: step.code };
    }
  }
}

/**
 * Decides on a request to refund: like a capture, but limited by what was captured, is not disputed
 * and not refunded yet, by us or at the provider. Allowed after a void too, because a void only
 * releases what was not captured. `disputedMinor`: what disputes withhold.
 */
export function refund(
  payment: Payment,
  operations: Operation[],
  request: OperationRequest,
  disputedMinor = 0,
): OperationStep {
  const repeated = decideRepeat(operations, 'refund', request);
  if (repeated !== undefined) return repeated;
  if (payment.status === 'absent') return refuse('payment-not-found');
  const captures = operations.filter(({ kind }) => kind === 'capture');
  if (captures.some(({ amount }) => amount.currency !== request.amount.currency)) {
    return refuse('payment-conflict');
  }
  const refundableMinor = refundableOf(operations, disputedMinor);
  if (request.amount.amountMinor > refundableMinor) {
    return { do: 'refuse', code: 'refund-exceeds-captured', refundableMinor };
  }
  const { refundKind } = request;
  const operation = nextAttempt(operations, 'refund', request);
  return { do: 'perform', operation: { ...operation, ...(refundKind && { refundKind }) } };
}

/** The most that can still be refunded, in minor units. */
export function refundableOf(operations: Operation[], disputedMinor: number): number {
  const captured = movedOf(operations, 'capture', ['done']);
  const refunded = movedOf(operations, 'refund', ['open', 'done']);
  return Math.max(0, captured - refunded - disputedMinor);
}

/** The reason of a finding about money that was taken for goods that did not leave. */
export const CAPTURED_NOT_SHIPPED = 'captured-not-shipped';

/** The id of the refund of what a single capture took too much. */
export const EXCESS_REFUND = 'excess-capture';

/**
 * The refund of what was captured beyond all that the order captures in total; undefined if nothing
 * is. Only a provider that captures once takes too much, when lines are cancelled after it.
 */
export function refundExcess(
  payment: Payment,
  operations: Operation[],
  captureTotal: Money,
): Operation | undefined {
  const taken = movedOf(operations, 'capture', ['done']);
  const amount = { ...captureTotal, amountMinor: taken - captureTotal.amountMinor };
  const isCovered = operations.some(({ kind, movedMinor }) => kind === 'capture' && movedMinor);
  if (amount.amountMinor <= 0 || !isCovered) return undefined;
  const request = { id: EXCESS_REFUND, amount, refundKind: 'adjustment' } as const;
  const step = refund(payment, operations, request);
  return step.do === 'perform' ? step.operation : undefined;
}

/**
 * The refunds of what was captured for shipments of an order that ended without a sale: they never left. What a
 * person captured at the provider is left to people.
 */
export function refundCaptures(operations: Operation[]): Operation[] {
  let leftMinor = refundableOf(operations, 0);
  return operations.flatMap(({ id: captureId, kind, status, foreign, amount, movedMinor }) => {
    const id = undoOf(captureId);
    const isOurs = kind === 'capture' && status === 'done' && foreign !== true;
    if (!isOurs || operations.some((one) => one.id === id)) return [];
    const amountMinor = Math.min(movedMinor ?? amount.amountMinor, leftMinor);
    leftMinor -= amountMinor;
    if (amountMinor === 0) return [];
    const refunded = { ...amount, amountMinor };
    const refund = nextAttempt(operations, 'refund', { id, amount: refunded });
    return [{ ...refund, refundKind: 'adjustment' as const }];
  });
}

/**
 * The operation after the provider's answer to one of its attempts, or undefined if the answer
 * changes nothing: it is unclear, a repeat, or about another attempt. A refund that is done can
 * still fail: days later, the bank sends it back.
 */
export function settle(
  operation: Operation,
  answer: OperationAnswer,
  answeredAttempt: number,
): Operation | undefined {
  if (operation.attempt !== answeredAttempt || answer.outcome === 'unknown') return undefined;
  const { status, kind, pending } = operation;
  const { pending: _pending, ...settled } = operation;
  if (status === 'open') {
    if (answer.outcome === 'refused')
      return { ...settled, status: 'refused', reason: answer.reason };
    const { providerId } = answer;
    return { ...settled, status: 'done', providerId, ...(answer.pending && { pending: true }) };
  }
  if (status !== 'done' || kind !== 'refund') return undefined;
  if (answer.outcome === 'refused') return { ...settled, status: 'failed', reason: answer.reason };
  return pending === true && answer.pending !== true ? settled : undefined;
}

/** The answer to the caller of a capture; `unknownReason` is its reason while it is pending. */
export function captureResultOf(operation: Operation, unknownReason: string): CaptureResult {
  const { status, providerId = '', reason = '' } = operation;
  if (status === 'done') return { outcome: 'captured', providerId };
  return status === 'open'
    ? { outcome: 'unknown', reason: unknownReason }
    : { outcome: 'refused', code: 'refused-by-provider', reason };
}

/** The answer to the caller of a refund; `unknownReason` is its reason while it is pending. */
export function refundResultOf(operation: Operation, unknownReason: string): RefundResult {
  const { status, providerId = '', reason = '', pending } = operation;
  if (status === 'done') return { outcome: 'refunded', providerId, ...(pending && { pending }) };
  return status === 'open'
    ? { outcome: 'unknown', reason: unknownReason }
    : { outcome: 'declined', reason };
}

/** The idempotency key of one attempt at the provider. */
export function idempotencyKeyOf(orderId: string, { kind, id, attempt }: Operation): string {
  return `${orderId}:${kind}:${id}:${attempt}`;
}

/** What moved, or moves, at the provider with the operations of a kind and status: minor units. */
export function movedOf(
  operations: Operation[],
  kind: Operation['kind'],
  statuses: Operation['status'][],
): number {
  return operations
    .filter((one) => one.kind === kind && statuses.includes(one.status))
    .reduce((sum, { amount, movedMinor }) => sum + (movedMinor ?? amount.amountMinor), 0);
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
    case 'failed':
      return undefined;
  }
}

function nextAttempt(
  operations: Operation[],
  kind: Operation['kind'],
  { id, amount }: OperationRequest,
): Operation {
  const refused = operations.find((one) => one.id === id);
  return { id, amount, kind, attempt: (refused?.attempt ?? 0) + 1, status: 'open' };
}

function refuse(code: OperationRefusal): OperationStep {
  return { do: 'refuse', code };
}
