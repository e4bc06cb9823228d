import { Type, type Static } from 'typebox';
import { Money } from '../money.ts';
import { text } from '../text.ts';
import { PaymentState } from './payment-api.ts';
import { FindingState } from './reconciliation-api.ts';

/** Payments on a page without a limit. */
export const DEFAULT_PAYMENTS = 50;
/** Findings on a page without a limit. */
export const DEFAULT_FINDINGS = 50;
/** Rows on any page at most: a page is read and sent at once. */
export const MAX_ROWS = 200;

const limit = Type.Optional(
  Type.String({
    description: 'a number from 1 to 200',
    pattern: '^([1-9][0-9]?|1[0-9][0-9]|200)$',
  }),
);

/** GET /payments. */
export const ListPayments = Type.Object(
  {
    status: Type.Optional(PaymentState.properties.status),
    reason: Type.Optional(text({ maxLength: 100 })),
    needs: Type.Optional(
      Type.Union([
        Type.Literal('attention'),
        Type.Literal('dispute'),
        Type.Literal('refund-failed'),
      ]),
    ),
    cursor: Type.Optional(
      Type.String({ description: 'the cursor of an earlier page', pattern: '^ord_[0-9a-f]{32}$' }),
    ),
    limit,
  },
  { additionalProperties: false },
);
export type ListPayments = Static<typeof ListPayments>;

/** A payment in a list. */
export const PaymentSummary = Type.Object({
  orderId: Type.String(),
  status: PaymentState.properties.status,
  attempt: Type.Integer(),
  amount: Type.Optional(Money),
  captured: Type.Optional(Money),
  refunded: Type.Optional(Money),
  disputed: Type.Optional(Money),
  reason: Type.Optional(Type.String()),
  updatedAt: Type.String(),
});
export type PaymentSummary = Static<typeof PaymentSummary>;

export const PaymentPage = Type.Object({
  payments: Type.Array(PaymentSummary),
  nextCursor: Type.Optional(Type.String()),
});
export type PaymentPage = Static<typeof PaymentPage>;

/** GET /payment-findings. */
export const ListFindings = Type.Object(
  {
    state: Type.Optional(FindingState),
    cursor: Type.Optional(
      Type.String({ description: 'the cursor of an earlier page', pattern: '^[0-9]{1,15}$' }),
    ),
    limit,
  },
  { additionalProperties: false },
);
export type ListFindings = Static<typeof ListFindings>;

/** A difference from the provider's records that no repair solves. */
export const Finding = Type.Object({
  findingId: Type.Integer(),
  orderId: Type.String(),
  /** The capture, refund or dispute; absent if it is about the payment as a whole. */
  operationId: Type.Optional(Type.String()),
  /** A stable code of the kind of difference. */
  reason: Type.String(),
  detail: Type.String(),
  /** Money that moved at the provider and is not in the books: it can be booked. */
  movement: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('capture'), Type.Literal('refund')]),
      amount: Money,
      providerId: Type.Optional(Type.String()),
    }),
  ),
  state: FindingState,
  note: Type.Optional(Type.String()),
  /** The id of the person who decided it. */
  decidedBy: Type.Optional(Type.String()),
  foundAt: Type.String(),
  seenAt: Type.String(),
});
export type Finding = Static<typeof Finding>;

export const FindingPage = Type.Object({
  findings: Type.Array(Finding),
  nextCursor: Type.Optional(Type.String()),
});
export type FindingPage = Static<typeof FindingPage>;

/** POST /payment-findings/{findingId}/resolution. */
export const ResolveFinding = Type.Object(
  {
    decision: Type.Union([
      Type.Literal('acknowledge'),
      Type.Literal('resolve'),
      Type.Literal('book'),
      Type.Literal('refund'),
      Type.Literal('capture'),
    ]),
    note: text({ maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type ResolveFinding = Static<typeof ResolveFinding>;
