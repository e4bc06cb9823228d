import {
  MAX_PAYMENT_ATTEMPTS,
  type AuthorizationResult,
  type AuthorizePayment,
  type DeclineCode,
  type PaymentAction,
} from '@commerce/contracts/payment/payment-api';
import { minimumOf, type PaymentProviderName } from '@commerce/contracts/payment/charge-bounds';
import type { Money } from '@commerce/contracts/money';

/** What the provider says about an authorization, beyond its id. */
export interface AuthorizationTerms {
  /** From when the provider no longer holds the money. */
  expiresAt?: string;
  /** How often the provider captures; unknown if absent. */
  captures?: 'one' | 'many';
}

/** The latest attempt to pay one order, as recorded. `attempt` is 1 if absent. */
export type Payment =
  | { status: 'absent' }
  | ({
      status: 'authorized';
      amount: Money;
      authorizationId: string;
      attempt?: number;
      /** The edit of the order, or the renewal, that it was made for; absent: none. */
      editId?: string;
    } & AuthorizationTerms)
  /** The customer has to act until `expiresAt`. */
  | {
      status: 'requires-action';
      amount: Money;
      authorizationId: string;
      attempt?: number;
      action: PaymentAction;
      expiresAt: string;
      editId?: string;
    }
  | { status: 'declined'; amount: Money; reason: string; attempt?: number; editId?: string }
  /**
   * `confirmed`: the provider guarantees that nothing is authorized, now or later. `reason`: why it
   * ended at the provider without us. `ended`: it did, and no void of ours followed: another authorization
   * may take its place.
   */
  | {
      status: 'voided';
      confirmed: boolean;
      reason?: string;
      authorizationId?: string;
      ended?: true;
    };

export type StoredPayment = Exclude<Payment, { status: 'absent' }>;

/** The provider's answer to an authorization under the key of its attempt. */
export type AuthorizationAnswer =
  | ({ outcome: 'authorized'; authorizationId: string } & AuthorizationTerms)
  | { outcome: 'requires-action'; authorizationId: string; action: PaymentAction }
  | { outcome: 'declined'; reason: string }
  | { outcome: 'voided' }
  /** The provider has the key with another amount. */
  | { outcome: 'conflict' }
  /** No clear answer: the money may be authorized or not. */
  | { outcome: 'unknown'; reason: string };

/** What the provider decided for an order. */
export interface ProviderDecision {
  orderId: string;
  payment: StoredPayment;
}

export type AuthorizationRefusal = 'payment-conflict' | 'payment-attempt-conflict';
export type Reply =
  { do: 'answer'; result: AuthorizationResult } | { do: 'refuse'; code: AuthorizationRefusal };
export type AuthorizeStep =
  | Reply
  | { do: 'ask-provider' }
  /** Give up the attempt that waits for the customer, then decide again. */
  | { do: 'supersede' }
  /** Decided by us: record it, ask nobody. */
  | { do: 'store'; payment: StoredPayment };
export type AnswerStep = Reply | { do: 'store'; payment: StoredPayment };

/** The authorization id of a payment of zero: no provider knows it. */
export const NOTHING_TO_PAY = 'nothing-to-pay';

/** Reasons of a decline that are ours and not the provider's. */
const OWN_DECLINES: readonly DeclineCode[] = [
  'below-minimum',
  'action-expired',
  'superseded',
  'released',
];

/**
 * Decides on a request to authorize: only an order without a payment, or the attempt after a
 * decline, reaches the provider. Nothing to pay and too little to charge are decided without it.
 */
export function authorize(
  payment: Payment,
  { amount, attempt = 1 }: Pick<AuthorizePayment, 'amount' | 'attempt'>,
  provider: PaymentProviderName,
): AuthorizeStep {
  if (payment.status === 'absent') {
    // The outcome of an earlier attempt may be unknown: its money may be authorized.
    if (attempt > 1) return { do: 'refuse', code: 'payment-attempt-conflict' };
    return firstStep(amount, attempt, provider);
  }
  if (payment.status === 'voided') return replyOf(payment, amount);
  const latest = attemptOf(payment);
  if (attempt <= latest) {
    return attempt === latest || payment.status === 'authorized'
      ? replyOf(payment, amount)
      : { do: 'answer', result: resultOfDecline('superseded') };
  }
  if (payment.status === 'authorized') return replyOf(payment, amount);
  if (attempt > latest + 1 || attempt > MAX_PAYMENT_ATTEMPTS) {
    return { do: 'refuse', code: 'payment-attempt-conflict' };
  }
  return payment.status === 'requires-action'
    ? { do: 'supersede' }
    : firstStep(amount, attempt, provider);
}

function firstStep(amount: Money, attempt: number, provider: PaymentProviderName): AuthorizeStep {
  const { amountMinor, currency } = amount;
  if (amountMinor === 0) {
    const authorizationId = NOTHING_TO_PAY;
    return { do: 'store', payment: { status: 'authorized', amount, authorizationId, attempt } };
  }
  if (amountMinor < minimumOf(provider, currency)) {
    return {
      do: 'store',
      payment: { status: 'declined', amount, reason: 'below-minimum', attempt },
    };
  }
  return { do: 'ask-provider' };
}

/**
 * Decides on the provider's answer: a clear one is stored, an unclear one is passed on. `actBy` is
 * until when the customer may act, if the provider requires it.
 */
export function acceptAnswer(
  answer: AuthorizationAnswer,
  { amount, attempt = 1, actBy }: { amount: Money; attempt?: number | undefined; actBy: string },
): AnswerStep {
  switch (answer.outcome) {
    case 'authorized': {
      const { outcome: status, ...authorization } = answer;
      return { do: 'store', payment: { status, amount, attempt, ...authorization } };
    }
    case 'requires-action': {
      const { outcome: status, ...waiting } = answer;
      return { do: 'store', payment: { status, amount, attempt, expiresAt: actBy, ...waiting } };
    }
    case 'declined': {
      const { reason } = answer;
      return { do: 'store', payment: { status: 'declined', amount, attempt, reason } };
    }
    case 'voided':
      return { do: 'store', payment: { status: 'voided', confirmed: true } };
    case 'conflict':
      return { do: 'refuse', code: 'payment-conflict' };
    case 'unknown':
      return { do: 'answer', result: answer };
  }
}

/**
 * Whether a new authorization has to be voided: a void was recorded while the provider authorized,
 * so the void may have reached the provider first.
 */
export function mustVoid(decided: StoredPayment, stored: StoredPayment): boolean {
  const holds = decided.status === 'authorized' || decided.status === 'requires-action';
  return holds && stored.status === 'voided';
}

/** The answer for a stored payment. A request with another amount is refused. */
export function replyOf(payment: StoredPayment, amount: Money): Reply {
  if (payment.status === 'voided') return { do: 'answer', result: { outcome: 'voided' } };
  if (!sameMoney(payment.amount, amount)) return { do: 'refuse', code: 'payment-conflict' };
  return { do: 'answer', result: resultOf(payment) };
}

/** What a caller of an authorization learns about a stored payment. */
export function resultOf(payment: StoredPayment): AuthorizationResult {
  switch (payment.status) {
    case 'authorized': {
      const { authorizationId, expiresAt, captures } = payment;
      return {
        outcome: 'authorized',
        authorizationId,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(captures === undefined ? {} : { captures }),
      };
    }
    case 'requires-action': {
      const { authorizationId: attemptId, action, expiresAt } = payment;
      return { outcome: 'requires-action', attemptId, action, expiresAt };
    }
    case 'declined':
      return resultOfDecline(payment.reason);
    case 'voided':
      return { outcome: 'voided' };
  }
}

/** The answer that a card was declined, for the reason of the provider or ours. */
export function resultOfDecline(reason: string): AuthorizationResult {
  const code = OWN_DECLINES.find((own) => own === reason);
  return { outcome: 'declined', reason, ...(code && { code }) };
}

/** The number of the attempt of a payment; 1 if it never had another. */
export function attemptOf(payment: StoredPayment): number {
  return ('attempt' in payment ? payment.attempt : undefined) ?? 1;
}

/** The idempotency key of an attempt at the provider. The first has the order's id alone. */
export function authorizationKeyOf(orderId: string, attempt: number): string {
  return attempt === 1 ? orderId : `${orderId}:${attempt}`;
}

/** Whether a void is recorded that the provider has not confirmed. */
export function isVoidPending(payment: Payment): boolean {
  return payment.status === 'voided' && !payment.confirmed;
}

/** Whether two amounts are equal, currency included. */
export function sameMoney(a: Money, b: Money): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}
