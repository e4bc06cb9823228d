import type { Money } from '@commerce/contracts/money';
import type { PaymentProviderName } from '@commerce/contracts/payment/charge-bounds';
import type { OperationAnswer } from '../domain/operation.ts';
import type { AuthorizationAnswer } from '../domain/payment.ts';
import type { ProviderOperation, ProviderPayment } from '../domain/reconciliation.ts';

/** Bound on one call, time in the queue included, ms: twice the time of a slow card network. */
export const PROVIDER_TIMEOUT_MS = 10_000;
/** Payments on one page of the provider's records at most. */
export const PAYMENTS_PAGE = 100;

export type Unknown = { outcome: 'unknown'; reason: string };

/** One attempt of a capture or refund, as the provider has to perform it. */
export interface OperationAttempt {
  orderId: string;
  authorizationId: string;
  operationId: string;
  attempt: number;
  amount: Money;
  /** The idempotency key of this attempt at the provider. */
  key: string;
  /** How often the provider captures this authorization; unknown if absent. */
  captures?: 'one' | 'many';
}

/** One attempt to authorize the money of an order. */
export interface AuthorizationAttempt {
  amount: Money;
  /** The provider's token for the customer's card. */
  token: string;
  /** The idempotency key of this attempt at the provider. */
  key: string;
}

/** The decision of the provider that a genuine webhook announces. */
export type WebhookEvent = { webhookId: string } & (
  | { about: 'authorization'; orderId: string; amount: Money; authorizationId: string }
  | { about: 'void'; orderId: string }
  | { about: 'operation'; orderId: string; operation: ProviderOperation }
  /** Something changed there that we did not ask for: its records say what. */
  | { about: 'payment'; orderId: string | undefined; authorizationId: string }
  /** Needs no action of ours. */
  | { about: 'other' }
);

/**
 * A payment provider. A call never throws and never retries by itself. Without a clear answer its
 * outcome is `unknown`; a repeat under the same key then finds what the first call did.
 */
export interface PaymentProvider {
  /** Its name in the settings and in the rules that differ between providers. */
  name: PaymentProviderName;
  /** Authorizes the money of an order, once per key. */
  authorize: (orderId: string, request: AuthorizationAttempt) => Promise<AuthorizationAnswer>;
  capture: (attempt: OperationAttempt) => Promise<OperationAnswer>;
  refund: (attempt: OperationAttempt) => Promise<OperationAnswer>;
  /** Releases what is authorized and not captured. A repeat is confirmed again. */
  voidAuthorization: (
    orderId: string,
    authorizationId: string | undefined,
  ) => Promise<{ outcome: 'voided' } | Unknown>;
  /** Releases one authorization of an order, which may have another one later. */
  release: (orderId: string, authorizationId: string) => Promise<{ outcome: 'voided' } | Unknown>;
  /**
   * A payment in the provider's records, by its authorization or else by its order; `found` is
   * undefined if there is none.
   */
  find: (
    orderId: string | undefined,
    authorizationId: string | undefined,
  ) => Promise<{ outcome: 'read'; found: ProviderPayment | undefined } | Unknown>;
  /** A page of the provider's records: payments that changed since an instant, or all of them. */
  listPayments: (page: {
    cursor: string | undefined;
    since: string | undefined;
  }) => Promise<
    { outcome: 'read'; payments: ProviderPayment[]; next: string | undefined } | Unknown
  >;
  /** The event of a webhook, or undefined if its signature, age or form is not accepted. */
  readWebhook: (
    headers: Record<string, string | string[] | undefined>,
    body: string,
    now: number,
  ) => WebhookEvent | undefined;
  close: () => Promise<void>;
}
