import { Type, type Static } from 'typebox';
import { Currency, MAX_AMOUNT_MINOR, Money } from '../money.ts';
import { text } from '../text.ts';

/** POST /payments/{orderId}/authorization: reserve money for an order, once per order. */
export const AuthorizePayment = Type.Object(
  {
    amount: Money,
    /** What the customer's browser got from the provider in place of a card. */
    token: text({ maxLength: 200 }),
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

/** DELETE /payments/{orderId}/authorization: what is not captured is given back, now and later. */
export type VoidResult =
  | { outcome: 'voided' }
  /** The void is recorded, but the provider has not confirmed it yet. Ask again. */
  | { outcome: 'unknown'; reason: string };

/** Names one capture or refund of an order: the same id is the same movement of money. */
export const OperationId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$' });

/** An amount that moves: at least one minor unit. */
export const MovedMoney = Type.Object(
  { amountMinor: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }), currency: Currency },
  { additionalProperties: false },
);

/** POST /payments/{orderId}/captures: take a part of what is authorized, once per captureId. */
export const CapturePayment = Type.Object(
  { captureId: OperationId, amount: MovedMoney },
  { additionalProperties: false },
);
export type CapturePayment = Static<typeof CapturePayment>;

export type CaptureResult =
  | { outcome: 'captured'; providerId: string }
  /** Refused for good, nothing moved. The same id again is another try. */
  | { outcome: 'declined'; reason: string }
  /** Recorded, and done until the provider answers clearly. Ask again for the outcome. */
  | { outcome: 'unknown'; reason: string };

/** POST /payments/{orderId}/refunds: give back a part of what was captured, once per refundId. */
export const RefundPayment = Type.Object(
  {
    refundId: OperationId,
    amount: MovedMoney,
    reason: Type.Optional(text({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type RefundPayment = Static<typeof RefundPayment>;

export type RefundResult =
  | { outcome: 'refunded'; providerId: string }
  /** Refused for good, nothing moved. The same id again is another try. */
  | { outcome: 'declined'; reason: string }
  /** Recorded, and done until the provider answers clearly. Ask again for the outcome. */
  | { outcome: 'unknown'; reason: string };

/** A capture or refund as GET /payments/{orderId} lists it. */
export interface PaymentOperation {
  operationId: string;
  kind: 'capture' | 'refund';
  amount: Money;
  /** open: recorded, and performed until the provider answers clearly. */
  status: 'open' | 'done' | 'refused';
  /** Counts the tries under this id; above 1 after a refusal. */
  attempt: number;
  providerId?: string;
  /** Why the provider refused it. */
  reason?: string;
}

/** GET /payments/{orderId}. */
export interface PaymentState {
  orderId: string;
  /** voided: what was not captured is given back. */
  status: 'authorized' | 'declined' | 'voided';
  /** What was authorized or declined; absent when the void came before any authorization. */
  amount?: Money;
  /** Sums of what is done; absent together with `amount`. */
  captured?: Money;
  refunded?: Money;
  authorizationId?: string;
  /** Why the provider declined. */
  reason?: string;
  /** When the provider confirmed the void. */
  voidedAtProvider?: string;
  /** In the order in which they were asked for. */
  operations: PaymentOperation[];
}

/** POST /webhooks/payment-provider: what became of a webhook that is genuine. */
export const WebhookReceipt = Type.Object({
  result: Type.Union([Type.Literal('applied'), Type.Literal('repeated'), Type.Literal('ignored')]),
});
