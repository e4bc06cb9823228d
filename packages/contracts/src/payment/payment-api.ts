import { Type, type Static } from 'typebox';
import { MAX_AMOUNT_MINOR, Money } from '../money.ts';
import { text } from '../text.ts';

/** POST /payments/{orderId}/authorization: authorizes the payment of an order, once per order. */
export const AuthorizePayment = Type.Object(
  {
    amount: Money,
    /** The provider's token for the customer's card. */
    token: text({ maxLength: 200 }),
  },
  { additionalProperties: false },
);
export type AuthorizePayment = Static<typeof AuthorizePayment>;

export type AuthorizationResult =
  | { outcome: 'authorized'; authorizationId: string }
  | { outcome: 'declined'; reason: string }
  /** The provider gave no clear answer: the money may be authorized. Repeat the call, or void. */
  | { outcome: 'unknown'; reason: string }
  /** The payment was voided and can never be authorized again. */
  | { outcome: 'voided' };

/**
 * DELETE /payments/{orderId}/authorization: voids what is not captured, also if it is authorized
 * only later.
 */
export type VoidResult =
  | { outcome: 'voided' }
  /** The void is recorded, but the provider has not confirmed it yet. Repeat the call. */
  | { outcome: 'unknown'; reason: string };

/** The caller's id of a capture or refund, unique within its order: a repeat has the same id. */
export const OperationId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$' });

/** An amount to capture or refund: at least one minor unit. */
export const PositiveMoney = Type.Object(
  {
    amountMinor: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }),
    currency: Money.properties.currency,
  },
  { additionalProperties: false },
);

/** POST /payments/{orderId}/captures: captures a part of the authorization, once per captureId. */
export const CapturePayment = Type.Object(
  { captureId: OperationId, amount: PositiveMoney },
  { additionalProperties: false },
);
export type CapturePayment = Static<typeof CapturePayment>;

export type CaptureResult =
  | { outcome: 'captured'; providerId: string }
  /** Refused, and no money moved. A request with the same id is another attempt. */
  | { outcome: 'declined'; reason: string }
  /**
   * Pending: recorded, and repeated until the answer is clear. Repeat the call for the outcome.
   */
  | { outcome: 'unknown'; reason: string };

/** POST /payments/{orderId}/refunds: refunds a part of what was captured, once per refundId. */
export const RefundPayment = Type.Object(
  {
    refundId: OperationId,
    amount: PositiveMoney,
    reason: Type.Optional(text({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type RefundPayment = Static<typeof RefundPayment>;

export type RefundResult =
  | { outcome: 'refunded'; providerId: string }
  /** Refused, and no money moved. A request with the same id is another attempt. */
  | { outcome: 'declined'; reason: string }
  /**
   * Pending: recorded, and repeated until the answer is clear. Repeat the call for the outcome.
   */
  | { outcome: 'unknown'; reason: string };

/** A capture or refund as GET /payments/{orderId} lists it. */
export interface PaymentOperation {
  operationId: string;
  kind: 'capture' | 'refund';
  amount: Money;
  /** open: pending; it is repeated until the provider gives a clear answer. */
  status: 'open' | 'done' | 'refused';
  /** Counts the attempts under this id; above 1 after a refusal. */
  attempt: number;
  providerId?: string;
  /** Why the provider refused it. */
  reason?: string;
}

/** GET /payments/{orderId}. */
export interface PaymentState {
  orderId: string;
  /** voided: what was not captured is released. */
  status: 'authorized' | 'declined' | 'voided';
  /** The authorized or declined amount; absent if the void came before any authorization. */
  amount?: Money;
  /** Totals of the operations that are done; absent together with `amount`. */
  captured?: Money;
  refunded?: Money;
  authorizationId?: string;
  /** Why the provider declined. */
  reason?: string;
  /** When the provider confirmed the void. */
  voidedAtProvider?: string;
  /** In the order in which they were requested. */
  operations: PaymentOperation[];
}

/** POST /webhooks/payment-provider: the effect of a genuine webhook. */
export const WebhookReceipt = Type.Object({
  result: Type.Union([Type.Literal('applied'), Type.Literal('repeated'), Type.Literal('ignored')]),
});
