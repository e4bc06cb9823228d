import type { AuthorizationResult, DeclineCode } from '@commerce/contracts/payment/payment-api';
import { minimumOf, type PaymentProviderName } from '@commerce/contracts/payment/charge-bounds';
import type { Money } from '@commerce/contracts/money';
import {
  attemptOf,
  replyOf,
  type AuthorizationAnswer,
  type Payment,
  type Reply,
  type StoredPayment,
} from './payment.ts';

/** The total of an order after one of its edits. */
export interface Reauthorization {
  editId: string;
  amount: Money;
}

/** An authorization that takes the place of the earlier one. */
export type NewAuthorization = StoredPayment & { status: 'authorized' };

/** The reason in the archive of an authorization that another one took the place of. */
export const REPLACED = 'replaced';

/**
 * Decides on a request to authorize another total of an order. A repeat is answered. Nothing is authorized in
 * place of a payment of which something is captured, or that has ended.
 */
export function reauthorize(
  payment: Payment,
  { editId, amount }: Reauthorization,
  { provider, hasCaptures }: { provider: PaymentProviderName; hasCaptures: boolean },
): Reply | { do: 'ask-provider' } {
  switch (payment.status) {
    case 'voided':
      return replyOf(payment, amount);
    case 'declined':
    case 'requires-action':
      return declined('superseded');
    case 'authorized':
      if (payment.editId === editId) return replyOf(payment, amount);
      break;
    case 'absent':
      break;
  }
  if (hasCaptures) return { do: 'answer', result: TOO_LATE };
  return amount.amountMinor < minimumOf(provider, amount.currency)
    ? declined('below-minimum')
    : { do: 'ask-provider' };
}

/**
 * Decides on the provider's answer. Only an authorization is stored: a decline leaves the earlier one. What the
 * customer would have to do is released, because nobody waits for them.
 */
export function acceptReauthorization(
  answer: AuthorizationAnswer,
  payment: Payment,
  { editId, amount }: Reauthorization,
):
  | Reply
  | { do: 'store'; payment: NewAuthorization }
  | { do: 'release'; authorizationId: string; result: AuthorizationResult } {
  switch (answer.outcome) {
    case 'authorized': {
      const { outcome: status, ...authorization } = answer;
      const attempt = payment.status === 'absent' ? 1 : attemptOf(payment) + 1;
      return { do: 'store', payment: { status, amount, attempt, editId, ...authorization } };
    }
    case 'requires-action': {
      const { authorizationId } = answer;
      return { do: 'release', authorizationId, result: declined('action-required').result };
    }
    case 'voided':
      // The payment itself is not voided: a released authorization of this edit is found again.
      return payment.status === 'voided' ? { do: 'answer', result: answer } : declined('released');
    case 'declined':
    case 'unknown':
      return { do: 'answer', result: answer };
    case 'conflict':
      return { do: 'refuse', code: 'payment-conflict' };
  }
}

/** The idempotency key of an edit's authorization at the provider. */
export function reauthorizationKeyOf(orderId: string, editId: string): string {
  return `${orderId}:${editId}`;
}

function declined(code: DeclineCode): { do: 'answer'; result: AuthorizationResult } {
  return { do: 'answer', result: { outcome: 'declined', reason: code, code } };
}

/** The answer when the edit was given up before it had its money. */
export const WITHDRAWN: AuthorizationResult = declined('released').result;

/** The answer when something is captured already. */
export const TOO_LATE: AuthorizationResult = declined('already-captured').result;
