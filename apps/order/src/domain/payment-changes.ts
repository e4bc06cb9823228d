import type {
  OrderDispute,
  PaymentChange,
  PaymentChangeKind,
} from '@commerce/contracts/order/order-payment';
import type { PaymentEvent } from '@commerce/contracts/payment/payment-events';
import { accepted } from 'dapr-actor-runtime/streams';
import { sum } from './amounts.ts';
import { withStatus } from './fulfilment.ts';
import type { OrderDecision } from './order-decision.ts';
import {
  MAX_REASON,
  type ConfirmedOrder,
  type Fulfilment,
  type RecordedChange,
} from './order-state.ts';

/** The payment app tells what happened to the payment without the order having asked for it. */
export interface RecordPaymentChange {
  type: 'RecordPaymentChange';
  /** The id of the payment's event. */
  changeId: string;
  change: Omit<PaymentChange, 'changedAt'>;
  /** The authorization that ended; absent: it is about something else, or the event is older. */
  authorizationId?: string | undefined;
  now: string;
}

/**
 * What an event of the payment app changes for the order; undefined if the order itself asked for it, or
 * learns of it in another way.
 */
export function changeOf(event: PaymentEvent): RecordPaymentChange['change'] | undefined {
  switch (event.type) {
    case 'PaymentCaptured.v1': {
      const { foreign, captureId: operationId, amount } = event.data;
      return foreign && { kind: 'captured-at-provider', operationId, amount };
    }
    case 'PaymentRefunded.v1': {
      const { foreign, refundId: operationId, amount } = event.data;
      return foreign && { kind: 'refunded-at-provider', operationId, amount };
    }
    case 'PaymentRefundFailed.v1': {
      const { refundId: operationId, amount, reason } = event.data;
      return { kind: 'refund-failed', operationId, amount, reason: reason.slice(0, MAX_REASON) };
    }
    case 'AuthorizationExpired.v1':
      return { kind: 'authorization-ended', reason: event.data.reason.slice(0, MAX_REASON) };
    case 'PaymentDisputed.v1': {
      const { disputeId: operationId, amount, state } = event.data;
      return { kind: `dispute-${state}`, operationId, amount };
    }
    default:
      return undefined;
  }
}

/** The authorization that an event of the payment app says has ended. */
export function endedBy(event: PaymentEvent): string | undefined {
  return event.type === 'AuthorizationExpired.v1' ? event.data.authorizationId : undefined;
}

/**
 * Records a change of the payment, once by its id. The end of an authorization whose place another one has taken
 * is none.
 */
export function recordPaymentChange(
  { changeId, change, authorizationId, now }: RecordPaymentChange,
  { fulfilment, authorizationId: held }: ConfirmedOrder,
): OrderDecision {
  if (authorizationId !== undefined && authorizationId !== held) return accepted();
  const known = (fulfilment.paymentChanges ?? []).some((one) => one.changeId === changeId);
  if (known) return accepted();
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderPaymentChanged.v1',
      data: { changeId, ...change, changedAt: now },
    }),
  );
}

/** The sum of the changes of a kind, minor units. */
export function changedMinor({ paymentChanges = [] }: Fulfilment, kind: PaymentChangeKind): number {
  return sum(
    paymentChanges
      .filter((change) => change.kind === kind)
      .map(({ amount }) => amount?.amountMinor ?? 0),
  );
}

/** Whether a refund did not arrive, and no other refund at the provider has made up for it. */
export function refundIsMissing(fulfilment: Fulfilment): boolean {
  const { paymentChanges = [] } = fulfilment;
  const failed = paymentChanges.filter(({ kind }) => kind === 'refund-failed');
  const arrived = paymentChanges.filter(
    ({ kind, operationId }) =>
      kind === 'refunded-at-provider' && !failed.some((one) => one.operationId === operationId),
  );
  const total = (changes: RecordedChange[]) =>
    sum(changes.map(({ amount }) => amount?.amountMinor ?? 0));
  return total(failed) > total(arrived);
}

/** Whether the provider no longer holds the money of what has not shipped. */
export function isAuthorizationGone({
  paymentChanges = [],
  changesBeforeRenewal = 0,
}: Fulfilment): boolean {
  return paymentChanges
    .slice(changesBeforeRenewal)
    .some(({ kind }) => kind === 'authorization-ended');
}

const stateOf = {
  'dispute-opened': 'opened',
  'dispute-won': 'won',
  'dispute-lost': 'lost',
} as const;

/** The disputes as they are now: a decision counts, whichever of its events came first. */
export function disputesOf({ paymentChanges = [] }: Fulfilment): OrderDispute[] {
  const disputes = new Map<string, OrderDispute>();
  for (const { kind, operationId: disputeId = '', amount } of paymentChanges) {
    if (!isDisputeKind(kind) || amount === undefined) continue;
    const known = disputes.get(disputeId);
    if (known === undefined || known.state === 'opened') {
      disputes.set(disputeId, { disputeId, amount, state: stateOf[kind] });
    }
  }
  return [...disputes.values()];
}

function isDisputeKind(kind: PaymentChangeKind): kind is keyof typeof stateOf {
  return Object.hasOwn(stateOf, kind);
}

/** A change as the API shows it. */
export function shownChange({ changeId: _changeId, ...change }: RecordedChange): PaymentChange {
  return change;
}
