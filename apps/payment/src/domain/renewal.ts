import { MAX_PAYMENT_ATTEMPTS } from '@commerce/contracts/payment/payment-api';
import { minimumOf, type PaymentProviderName } from '@commerce/contracts/payment/charge-bounds';
import type { Money } from '@commerce/contracts/money';
import {
  attemptOf,
  replyOf,
  resultOfDecline,
  type AuthorizationAnswer,
  type Payment,
  type Reply,
  type StoredPayment,
} from './payment.ts';
import { TOO_LATE } from './reauthorization.ts';

/** The customer pays again, because the authorization of the order ended at the provider. */
export interface Renewal {
  renewalId: string;
  amount: Money;
}

/** An earlier card of the order that was declined. */
export interface Declined {
  editId?: string | undefined;
  reason: string;
}

export type RenewalStep =
  | Reply
  | { do: 'ask-provider' }
  /** The customer was asked to act for it: ask whether they have. */
  | { do: 'complete'; attempt: number }
  /** Give up the attempt that waits for the customer, then decide again. */
  | { do: 'supersede' };

/**
 * Decides on a request to authorize an order again. Only what ended at the provider without us, or was declined
 * since, is authorized again: a void of ours is final. A repeat is answered.
 */
export function renew(
  payment: Payment,
  { renewalId, amount }: Renewal,
  {
    provider,
    hasCaptures,
    declines,
  }: { provider: PaymentProviderName; hasCaptures: boolean; declines: Declined[] },
): RenewalStep {
  switch (payment.status) {
    case 'absent':
      return { do: 'refuse', code: 'payment-attempt-conflict' };
    case 'authorized':
      return replyOf(payment, amount);
    case 'requires-action':
      return payment.editId === renewalId
        ? { do: 'complete', attempt: attemptOf(payment) }
        : { do: 'supersede' };
    case 'voided':
      if (payment.ended !== true) return replyOf(payment, amount);
      break;
    case 'declined':
      break;
  }
  const known = declines.find(({ editId }) => editId === renewalId);
  if (known !== undefined) return declined(known.reason);
  if (hasCaptures) return { do: 'answer', result: TOO_LATE };
  if (declines.length >= MAX_PAYMENT_ATTEMPTS) {
    return { do: 'refuse', code: 'payment-attempt-conflict' };
  }
  return amount.amountMinor < minimumOf(provider, amount.currency)
    ? declined('below-minimum')
    : { do: 'ask-provider' };
}

/** Decides on the provider's answer: a clear one is the next attempt of the payment. */
export function acceptRenewal(
  answer: AuthorizationAnswer,
  { renewalId: editId, amount }: Renewal,
  { actBy }: { actBy: string },
): Reply | { do: 'store'; payment: Exclude<StoredPayment, { status: 'voided' }> } {
  switch (answer.outcome) {
    case 'authorized': {
      const { outcome: status, ...authorization } = answer;
      return { do: 'store', payment: { status, amount, editId, ...authorization } };
    }
    case 'requires-action': {
      const { outcome: status, ...waits } = answer;
      return { do: 'store', payment: { status, amount, editId, expiresAt: actBy, ...waits } };
    }
    case 'declined': {
      const { reason } = answer;
      return { do: 'store', payment: { status: 'declined', amount, editId, reason } };
    }
    case 'voided':
      // What was authorized under this key was released before.
      return declined('released');
    case 'conflict':
      return { do: 'refuse', code: 'payment-conflict' };
    case 'unknown':
      return { do: 'answer', result: answer };
  }
}

/** Whether another authorization may take the place of the stored payment. */
export function canRenew(payment: Payment): boolean {
  return payment.status === 'declined' || (payment.status === 'voided' && payment.ended === true);
}

function declined(reason: string): Reply {
  return { do: 'answer', result: resultOfDecline(reason) };
}
