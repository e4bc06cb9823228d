import type { Money } from '@commerce/contracts/money';
import type { MoveAnswer } from '../domain/operation.ts';
import type { ProviderAnswer } from '../domain/payment.ts';
import type { BookMove, BookPayment } from '../domain/reconciliation.ts';

/** Bound on one call, queueing included, ms: twice what a slow card network takes. */
export const PROVIDER_TIMEOUT_MS = 10_000;
/** Payments that one page of the provider's book holds at most. */
export const BOOK_PAGE = 100;

export type Unknown = { outcome: 'unknown'; reason: string };

/** A capture or refund as the provider has to do it. */
export interface Move {
  orderId: string;
  authorizationId: string;
  operationId: string;
  attempt: number;
  amount: Money;
  /** The provider's idempotency key of this try. */
  key: string;
}

/** What a genuine webhook tells of one decision of the provider. */
export type ProviderNotice = { webhookId: string } & (
  | { about: 'authorization'; orderId: string; amount: Money; authorizationId: string }
  | { about: 'void'; orderId: string }
  | { about: 'move'; orderId: string; move: BookMove }
  /** Something that we do nothing about. */
  | { about: 'other' }
);

/**
 * A payment provider. Calls never throw and are never repeated inside: what is no clear answer is
 * `unknown`, and asking again under the same key finds what the first call did.
 */
export interface PaymentProvider {
  /** Reserves the money of an order, once per order. */
  authorize: (
    orderId: string,
    request: { amount: Money; token: string },
  ) => Promise<ProviderAnswer>;
  capture: (move: Move) => Promise<MoveAnswer>;
  refund: (move: Move) => Promise<MoveAnswer>;
  /** Gives back what is authorized and not captured. A repeat is confirmed again. */
  voidAuthorization: (
    orderId: string,
    authorizationId: string | undefined,
  ) => Promise<{ outcome: 'voided' } | Unknown>;
  /** What the provider's book has of an order; `found` is undefined when it has nothing. */
  find: (
    orderId: string,
    authorizationId: string | undefined,
  ) => Promise<{ outcome: 'read'; found: BookPayment | undefined } | Unknown>;
  /** A page of the provider's book: payments changed since an instant, or of all times. */
  readBook: (page: {
    cursor: string | undefined;
    since: string | undefined;
  }) => Promise<{ outcome: 'read'; payments: BookPayment[]; next: string | undefined } | Unknown>;
  /** The notice of a webhook, or undefined when it is not genuine: signature, age or form. */
  readNotice: (
    headers: Record<string, string | string[] | undefined>,
    body: string,
    now: number,
  ) => ProviderNotice | undefined;
  close: () => Promise<void>;
}
