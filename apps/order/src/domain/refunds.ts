import { formatAmount } from '@commerce/contracts/currency';
import type { Money } from '@commerce/contracts/money';
import type { OrderRefundKind } from '@commerce/contracts/order/order-refund';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { sum } from './amounts.ts';
import { withStatus } from './fulfilment.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import type { ConfirmedOrder, Fulfilment, Refund } from './order-state.ts';

/** What payment says can still be refunded. */
export interface Refundable {
  /** Captured, not disputed, and not refunded or about to be: minor units. */
  refundableMinor: number;
  /** The refunds and returns that payment has taken off it. */
  counted: readonly string[];
}

export interface RequestRefund {
  type: 'RequestRefund';
  refundId: string;
  amount: Money;
  kind: OrderRefundKind;
  /** The account of the person. */
  by: string;
  /** The reason in words, encrypted. */
  personal?: string | undefined;
  refundable: Refundable;
  /** A larger refund needs a second person, minor units; absent: every one does. */
  approvalAboveMinor?: number | undefined;
  now: string;
}

export interface ApproveRefund {
  type: 'ApproveRefund';
  refundId: string;
  by: string;
  /** The note in words, encrypted. */
  personal?: string | undefined;
  refundable: Refundable;
  now: string;
}

export interface DeclineRefund {
  type: 'DeclineRefund';
  refundId: string;
  by: string;
  /** The note in words, encrypted. */
  personal?: string | undefined;
  now: string;
}

export interface RecordRefunded {
  type: 'RecordRefunded';
  refundId: string;
  /** What was refunded; absent: all of it. */
  refundedMinor?: number | undefined;
  now: string;
}

export interface RecordRefundUndone {
  type: 'RecordRefundUndone';
  refundId: string;
  now: string;
}

export type RefundCommand =
  RequestRefund | ApproveRefund | DeclineRefund | RecordRefunded | RecordRefundUndone;

/** Decides a command on a refund without a return. */
export function decideRefund(command: RefundCommand, order: ConfirmedOrder): OrderDecision {
  switch (command.type) {
    case 'RequestRefund':
      return requestRefund(command, order);
    case 'ApproveRefund':
      return approveRefund(command, order);
    case 'DeclineRefund':
      return declineRefund(command, order);
    case 'RecordRefunded':
      return recordRefunded(command, order);
    case 'RecordRefundUndone':
      return recordRefundUndone(command, order);
  }
}

/**
 * Promises money back without a return. Above the limit it waits for a second person. Rejects with
 * currency-mismatch or refund-exceeds-captured.
 */
export function requestRefund(
  { refundId, amount, kind, by, personal, refundable, approvalAboveMinor, now }: RequestRefund,
  { fulfilment, orderDetails }: ConfirmedOrder,
): OrderDecision {
  if (findRefund(fulfilment, refundId) !== undefined) return accepted();
  const { currency } = orderDetails.total;
  if (amount.currency !== currency) {
    return rejected('currency-mismatch', `The order is in ${currency}, not in ${amount.currency}.`);
  }
  const refusal = refuseTooMuch(fulfilment, { refundId, amount }, refundable);
  if (refusal !== undefined) return refusal;
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderRefundRequested.v1',
      data: {
        ...{ refundId, amount, kind, by },
        needsApproval: approvalAboveMinor === undefined || amount.amountMinor > approvalAboveMinor,
        ...(personal === undefined ? {} : { personal }),
        requestedAt: now,
      },
    }),
  );
}

/**
 * Approves a refund as a second person. Rejects with refund-not-found, refund-already-decided,
 * needs-second-person or, if less is left by now, refund-exceeds-captured.
 */
export function approveRefund(
  { refundId, by, personal, refundable, now }: ApproveRefund,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findRefund(fulfilment, refundId);
  if (found === undefined) return refundNotFound();
  switch (found.status) {
    case 'approved':
    case 'refunded':
      return accepted();
    case 'declined':
      return rejected('refund-already-decided', 'The refund was declined.');
    case 'requested':
      break;
  }
  if (found.by === by) {
    return rejected('needs-second-person', 'Whoever requested a refund cannot approve it.');
  }
  return (
    refuseTooMuch(fulfilment, found, refundable) ??
    accepted(
      withStatus(fulfilment, {
        type: 'OrderRefundApproved.v1',
        data: { refundId, by, ...(personal === undefined ? {} : { personal }), approvedAt: now },
      }),
    )
  );
}

/** Declines a refund that waits for a second person. Rejects as approveRefund() does. */
export function declineRefund(
  { refundId, by, personal, now }: DeclineRefund,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findRefund(fulfilment, refundId);
  if (found === undefined) return refundNotFound();
  switch (found.status) {
    case 'declined':
      return accepted();
    case 'approved':
    case 'refunded':
      return rejected('refund-already-decided', 'The refund was approved.');
    case 'requested':
      return accepted(
        withStatus(fulfilment, {
          type: 'OrderRefundDeclined.v1',
          data: { refundId, by, ...(personal === undefined ? {} : { personal }), declinedAt: now },
        }),
      );
  }
}

/** Records what payment has refunded: nothing, if an operator skipped it. Only an approved refund can end, and only once. */
export function recordRefunded(
  { refundId, refundedMinor, now }: RecordRefunded,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findRefund(fulfilment, refundId);
  if (found === undefined || found.status === 'requested') return refundNotFound();
  if (found.status !== 'approved') return accepted();
  const { amount, kind } = found;
  const isLess = refundedMinor !== undefined && refundedMinor < amount.amountMinor;
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderRefunded.v1',
      data: {
        ...{ refundId, amount, kind },
        ...(isLess && { refunded: { ...amount, amountMinor: refundedMinor } }),
        refundedAt: now,
      },
    }),
  );
}

/** Ends a refund that an operator had undone: no money moved. */
export function recordRefundUndone(
  { refundId, now }: RecordRefundUndone,
  { fulfilment }: ConfirmedOrder,
): OrderDecision {
  const found = findRefund(fulfilment, refundId);
  if (found === undefined || found.status === 'requested') return refundNotFound();
  if (found.status !== 'approved') return accepted();
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderRefundDeclined.v1',
      data: { refundId, declinedAt: now },
    }),
  );
}

/** A refund of the order by its id. */
export function findRefund({ refunds }: Fulfilment, refundId: string): Refund | undefined {
  return refunds?.find((one) => one.refundId === refundId);
}

/**
 * What is left for a refund, minor units: what payment says, without what the order has promised to
 * others and payment does not know yet.
 */
export function leftToRefund(
  { refunds = [], returns }: Fulfilment,
  { refundableMinor, counted }: Refundable,
  refundId?: string,
): number {
  const promised = [
    ...refunds
      .filter(({ status }) => status === 'requested' || status === 'approved')
      .map((one) => ({ id: one.refundId, amountMinor: one.amount.amountMinor })),
    ...returns
      .filter(({ status }) => status === 'received')
      .map((one) => ({ id: one.returnId, amountMinor: one.refundMinor })),
  ].filter(({ id }) => id !== refundId && !counted.includes(id));
  return Math.max(0, refundableMinor - sum(promised.map(({ amountMinor }) => amountMinor)));
}

function refuseTooMuch(
  fulfilment: Fulfilment,
  { refundId, amount }: Pick<Refund, 'refundId' | 'amount'>,
  refundable: Refundable,
): OrderRefusal | undefined {
  const left = leftToRefund(fulfilment, refundable, refundId);
  if (amount.amountMinor <= left) return undefined;
  const [asked, most] = [amount.amountMinor, left].map((one) => formatAmount(one, amount.currency));
  return rejected('refund-exceeds-captured', `${asked} is more than can be refunded: ${most}.`);
}

function refundNotFound(): OrderRefusal {
  return rejected('refund-not-found', 'The order has no such refund, or none that was approved.');
}
