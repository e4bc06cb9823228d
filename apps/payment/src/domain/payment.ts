import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import type { Money } from '@commerce/contracts/money';

/** The payment of one order, as recorded. */
export type Payment =
  | { status: 'absent' }
  | { status: 'authorized'; amount: Money; authorizationId: string }
  | { status: 'declined'; amount: Money; reason: string }
  /** `confirmed`: the provider guarantees that nothing is authorized, now or later. */
  | { status: 'voided'; confirmed: boolean };

export type StoredPayment = Exclude<Payment, { status: 'absent' }>;

/** The provider's answer to an authorization under the order's key. */
export type AuthorizationAnswer =
  | { outcome: 'authorized'; authorizationId: string }
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

export type Reply =
  { do: 'answer'; result: AuthorizationResult } | { do: 'refuse'; code: 'payment-conflict' };
export type AuthorizeStep = Reply | { do: 'ask-provider' };
export type AnswerStep = Reply | { do: 'store'; payment: StoredPayment };

/** Decides on a request to authorize: only an order without a payment reaches the provider. */
export function authorize(payment: Payment, amount: Money): AuthorizeStep {
  if (payment.status === 'absent') return { do: 'ask-provider' };
  return replyOf(payment, amount);
}

/** Decides on the provider's answer: a clear one is stored, an unclear one is passed on. */
export function acceptAnswer(answer: AuthorizationAnswer, amount: Money): AnswerStep {
  switch (answer.outcome) {
    case 'authorized': {
      const { authorizationId } = answer;
      return { do: 'store', payment: { status: 'authorized', amount, authorizationId } };
    }
    case 'declined':
      return { do: 'store', payment: { status: 'declined', amount, reason: answer.reason } };
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
  return decided.status === 'authorized' && stored.status === 'voided';
}

/** The answer for a stored payment. A request with another amount is refused. */
export function replyOf(payment: StoredPayment, amount: Money): Reply {
  switch (payment.status) {
    case 'authorized':
      if (!sameMoney(payment.amount, amount)) return { do: 'refuse', code: 'payment-conflict' };
      return {
        do: 'answer',
        result: { outcome: 'authorized', authorizationId: payment.authorizationId },
      };
    case 'declined':
      if (!sameMoney(payment.amount, amount)) return { do: 'refuse', code: 'payment-conflict' };
      return { do: 'answer', result: { outcome: 'declined', reason: payment.reason } };
    case 'voided':
      return { do: 'answer', result: { outcome: 'voided' } };
  }
}

/** Whether a void is recorded that the provider has not confirmed. */
export function isVoidPending(payment: Payment): boolean {
  return payment.status === 'voided' && !payment.confirmed;
}

/** Whether two amounts are equal, currency included. */
export function sameMoney(a: Money, b: Money): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}
