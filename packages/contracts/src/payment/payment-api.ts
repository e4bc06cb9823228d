import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';

/** POST /payments/{orderId}/authorization: reserve money for an order, once per order. */
export const AuthorizePayment = Type.Object(
  {
    amount: Money,
    /** What the customer's browser got from the provider in place of a card. */
    token: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type AuthorizePayment = Static<typeof AuthorizePayment>;

export type AuthorizationResult =
  | { outcome: 'authorized'; authorizationId: string }
  | { outcome: 'declined'; reason: string }
  /** The provider did not answer clearly: money may be reserved. Ask again, or void. */
  | { outcome: 'unknown'; reason: string }
  /** The payment was voided before; it never authorizes again. */
  | { outcome: 'voided' };

/** DELETE /payments/{orderId}/authorization: nothing stays authorized, whatever was before. */
export type VoidResult =
  | { outcome: 'voided' }
  /** The void is recorded, but the provider has not confirmed it yet. Ask again. */
  | { outcome: 'unknown'; reason: string };

/** GET /payments/{orderId}. */
export interface PaymentState {
  orderId: string;
  status: 'authorized' | 'declined' | 'voided';
  /** Absent when the void came before any authorization. */
  amount?: Money;
  authorizationId?: string;
  /** Why the provider declined. */
  reason?: string;
  /** When the provider confirmed the void. */
  voidedAtProvider?: string;
}
