import { Type, type Static } from 'typebox';
import { MAX_AMOUNT_MINOR, Money } from '../money.ts';
import { text } from '../text.ts';

/** Cards that one order may try: enough for honest mistakes, too few to test stolen numbers. */
export const MAX_PAYMENT_ATTEMPTS = 5;

/** POST /payments/{orderId}/authorization: authorizes the payment of an order, once per attempt. */
export const AuthorizePayment = Type.Object(
  {
    amount: Money,
    /** The provider's token for the customer's card. */
    token: text({ maxLength: 200 }),
    /** 1 by default. After a decline, the next number tries another token. */
    attempt: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAYMENT_ATTEMPTS })),
  },
  { additionalProperties: false },
);
export type AuthorizePayment = Static<typeof AuthorizePayment>;

/**
 * PUT /payments/{orderId}/authorizations/{editId}: an edit raised the total of an order of which nothing is
 * captured. The earlier authorization is released once the new one is there.
 */
export const ReauthorizePayment = Type.Object(
  { amount: Money, token: AuthorizePayment.properties.token },
  { additionalProperties: false },
);
export type ReauthorizePayment = Static<typeof ReauthorizePayment>;

/** What the customer has to do before the provider authorizes, such as 3-D Secure. */
export const PaymentAction = Type.Union([
  Type.Object({ kind: Type.Literal('redirect'), url: Type.String() }),
  /** For the provider's library in the browser. */
  Type.Object({ kind: Type.Literal('client-secret'), clientSecret: Type.String() }),
]);
export type PaymentAction = Static<typeof PaymentAction>;

/** Why we declined a payment ourselves. */
export type DeclineCode =
  /** Known before the provider is asked. */
  | 'below-minimum'
  /** The customer did not do what the provider required within the time. */
  | 'action-expired'
  /** A later attempt took its place. */
  | 'superseded'
  /** The bank wants the customer to act, who is not there. */
  | 'action-required'
  /** The authorization of this edit was released before: nothing is authorized under its key again. */
  | 'released'
  /** A part is captured already: the rest of another amount cannot be authorized in its place. */
  | 'already-captured';

export type AuthorizationResult =
  | {
      outcome: 'authorized';
      authorizationId: string;
      /** From when the provider no longer holds the money; absent if it does not say. */
      expiresAt?: string;
      /** `one`: the provider captures a single time. */
      captures?: 'one' | 'many';
    }
  /** Nothing is authorized until the customer has acted; given up at `expiresAt`. */
  | { outcome: 'requires-action'; attemptId: string; action: PaymentAction; expiresAt: string }
  /** `code` is absent if the provider declined, for its `reason`. */
  | { outcome: 'declined'; reason: string; code?: DeclineCode }
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

/** An amount to refund: at least one minor unit. */
export const PositiveMoney = Type.Object(
  {
    amountMinor: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }),
    currency: Money.properties.currency,
  },
  { additionalProperties: false },
);

/** POST /payments/{orderId}/captures: captures a part of the authorization, once per captureId. */
export const CapturePayment = Type.Object(
  {
    captureId: OperationId,
    /** Zero, for goods that cost nothing, captures nothing and succeeds. */
    amount: Money,
    /** Nothing of the order is captured after it. */
    final: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type CapturePayment = Static<typeof CapturePayment>;

export type CaptureResult =
  | { outcome: 'captured'; providerId: string }
  /**
   * No money moved, so the goods must not leave. `payment-not-authorized`: the authorization was
   * voided or has expired, `reason` says which. `refused-by-provider`: with the provider's reason; a
   * request with the same id is another attempt.
   */
  | {
      outcome: 'refused';
      code: 'payment-not-authorized' | 'refused-by-provider';
      reason: string;
    }
  /**
   * Pending: recorded, and repeated until the answer is clear. Repeat the call for the outcome.
   */
  | { outcome: 'unknown'; reason: string };

/** What a refund is for. */
export const RefundKind = Type.Union([
  Type.Literal('return'),
  /** For the customer's trouble; nothing comes back. */
  Type.Literal('goodwill'),
  /** A correction of the price. */
  Type.Literal('adjustment'),
  /** A fee that was wrongly charged, such as for shipping. */
  Type.Literal('fee'),
]);
export type RefundKind = Static<typeof RefundKind>;

/** POST /payments/{orderId}/refunds: refunds a part of what was captured, once per refundId. */
export const RefundPayment = Type.Object(
  {
    refundId: OperationId,
    amount: PositiveMoney,
    /** `return` by default. */
    kind: Type.Optional(RefundKind),
    reason: Type.Optional(text({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type RefundPayment = Static<typeof RefundPayment>;

export type RefundResult =
  | {
      outcome: 'refunded';
      providerId: string;
      /** The provider has accepted it, and the bank can still refuse it: then it is `failed`. */
      pending?: true;
    }
  /** Refused, and no money moved. A request with the same id is another attempt. */
  | { outcome: 'declined'; reason: string }
  /**
   * Pending: recorded, and repeated until the answer is clear. Repeat the call for the outcome.
   */
  | { outcome: 'unknown'; reason: string };

/** A capture or refund as a payment lists it. */
export const PaymentOperation = Type.Object({
  operationId: Type.String(),
  kind: Type.Union([Type.Literal('capture'), Type.Literal('refund')]),
  amount: Money,
  /**
   * open: asked for until the provider gives a clear answer. failed: the provider took a refund back
   * after it was done.
   */
  status: Type.Union([
    Type.Literal('open'),
    Type.Literal('done'),
    Type.Literal('refused'),
    Type.Literal('failed'),
  ]),
  /** Counts the attempts under this id; above 1 after a refusal. */
  attempt: Type.Integer(),
  /** What moved at the provider, if it differs: it captures once, for several shipments. */
  moved: Type.Optional(Money),
  /** Made at the provider and not by us, for example in its dashboard. */
  foreign: Type.Optional(Type.Literal(true)),
  /** A refund that the bank can still refuse. */
  pending: Type.Optional(Type.Literal(true)),
  /** What a refund is for. */
  refundKind: Type.Optional(RefundKind),
  providerId: Type.Optional(Type.String()),
  /** Why it is refused or failed. */
  reason: Type.Optional(Type.String()),
});
export type PaymentOperation = Static<typeof PaymentOperation>;

export const DisputeState = Type.Union([
  Type.Literal('opened'),
  Type.Literal('won'),
  Type.Literal('lost'),
]);
export type DisputeState = Static<typeof DisputeState>;

/** A customer's dispute of a charge at the bank. */
export const Dispute = Type.Object({
  disputeId: Type.String(),
  amount: Money,
  state: DisputeState,
});
export type Dispute = Static<typeof Dispute>;

/** One card that was tried for an order. */
export const PaymentAttempt = Type.Object({
  attemptId: Type.String(),
  attempt: Type.Integer(),
  status: Type.Union([
    Type.Literal('authorized'),
    Type.Literal('requires-action'),
    Type.Literal('declined'),
    Type.Literal('voided'),
  ]),
  /** `nothing`: there was nothing to pay. */
  source: Type.Union([Type.Literal('card'), Type.Literal('nothing')]),
  amount: Type.Optional(Money),
  authorizationId: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
});
export type PaymentAttempt = Static<typeof PaymentAttempt>;

/** The payment of an order. Its status and amounts are those of its latest attempt. */
export const PaymentState = Type.Object({
  orderId: Type.String(),
  /** voided: what was not captured is released. */
  status: Type.Union([
    Type.Literal('authorized'),
    Type.Literal('requires-action'),
    Type.Literal('declined'),
    Type.Literal('voided'),
  ]),
  /** The authorized or declined amount; absent if the void came before any authorization. */
  amount: Type.Optional(Money),
  /** Totals of the operations that are done; absent together with `amount`. */
  captured: Type.Optional(Money),
  refunded: Type.Optional(Money),
  /** What the bank withholds because of disputes that are open or lost. */
  disputed: Type.Optional(Money),
  /** The most that can still be refunded: captured, not disputed, not refunded or about to be. */
  refundable: Type.Optional(Money),
  authorizationId: Type.Optional(Type.String()),
  /** From when the provider no longer holds the money. */
  expiresAt: Type.Optional(Type.String()),
  captures: Type.Optional(Type.Union([Type.Literal('one'), Type.Literal('many')])),
  /** Why the provider declined, or why the authorization ended without us. */
  reason: Type.Optional(Type.String()),
  /** When the provider confirmed the void. */
  voidedAtProvider: Type.Optional(Type.String()),
  attempts: Type.Array(PaymentAttempt),
  /** In the order in which they were requested. */
  operations: Type.Array(PaymentOperation),
  disputes: Type.Array(Dispute),
});
export type PaymentState = Static<typeof PaymentState>;

/** POST /webhooks/payment-provider: the effect of a genuine webhook. */
export const WebhookReceipt = Type.Object({
  result: Type.Union([Type.Literal('applied'), Type.Literal('repeated'), Type.Literal('ignored')]),
});

/** The id of the refund of a capture whose shipment did not leave. */
export function undoOf(captureId: string): string {
  return `${captureId}-undo`;
}
