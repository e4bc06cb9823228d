import type { AuthorizationResult } from '@commerce/contracts/payment/payment-api';
import type { Money } from '@commerce/contracts/money';

/** What is known of the money of one order. */
export type Payment =
  | { status: 'absent' }
  | { status: 'authorized'; amount: Money; authorizationId: string }
  | { status: 'declined'; amount: Money; reason: string }
  /** `confirmed`: the provider has said that nothing is authorized, now or later. */
  | { status: 'voided'; confirmed: boolean };

/** What the provider said to an authorization under the order's key. */
export type ProviderAnswer =
  | { outcome: 'authorized'; authorizationId: string }
  | { outcome: 'declined'; reason: string }
  | { outcome: 'voided' }
  /** The provider knows the key with another amount. */
  | { outcome: 'conflict' }
  /** No clear answer: the money may be authorized or not. */
  | { outcome: 'unknown'; reason: string };

export type Reply =
  { do: 'answer'; result: AuthorizationResult } | { do: 'refuse'; code: 'payment-conflict' };

export type AuthorizeStep = Reply | { do: 'ask-provider' };
export type RecordStep = Reply | { do: 'store'; payment: StoredPayment };
export type StoredPayment = Exclude<Payment, { status: 'absent' }>;

/** What to do with a wish to authorize: only a payment never heard of asks the provider. */
export function authorize(payment: Payment, amount: Money): AuthorizeStep {
  if (payment.status === 'absent') return { do: 'ask-provider' };
  return replyOf(payment, amount);
}

/** What to do with the provider's answer: a clear one is stored, an unclear one is passed on. */
export function record(answer: ProviderAnswer, amount: Money): RecordStep {
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
 * Whether an authorization has to be given back: it came while a void was recorded, so the void
 * may have reached the provider before it.
 */
export function mustGiveBack(recorded: StoredPayment, stored: StoredPayment): boolean {
  return recorded.status === 'authorized' && stored.status === 'voided';
}

/** What a caller hears of a stored payment. Another amount than the stored one is refused. */
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

/** Whether the provider still has to hear of a void. */
export function voidIsOpen(payment: Payment): boolean {
  return payment.status === 'voided' && !payment.confirmed;
}

function sameMoney(a: Money, b: Money): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}
