import { Type } from 'typebox';
import { text } from '../text.ts';
import type { Operations } from '../operation.ts';
import { NEEDED_IDEMPOTENCY_KEY } from '../request-headers.ts';
import { OrderResource } from './order-api.ts';
import { EXAMPLE_ORDER, orderParams } from './order-id.ts';
import { DecideRefund, RefundOrder } from './order-refund.ts';

const REFUND = 'rfd_019aa9e6e6c67b1d8f2a3c4d5e6f7081';

/** Refunds of an order without a return. */
export const refundOperations = {
  refundOrder: {
    method: 'POST',
    path: '/orders/:id/refunds',
    summary:
      'Gives money back without a return: as goodwill, as a correction of the price, or a fee.',
    notes: [
      'Never more than payment says is refundable: captured, not disputed, not refunded and not promised ' +
        'to another refund. The refusal says how much is left.',
      'Up to `REFUND_APPROVAL_ABOVE` of the currency the refund is made at once. Above it, the refund is ' +
        '`requested` until another person decides: [approval](#post-ordersidrefundsrefundidapproval).',
      '`Idempotency-Key` identifies the refund, without expiry: a repeat refunds nothing more.',
      '`reason` is stored encrypted, shown in the events of the order, and becomes unreadable when the ' +
        'customer or the order is erased.',
      'A refund that the provider declines [parks](../architecture.md#parking-and-repair).',
    ],
    access: { roles: ['support', 'finance', 'admin'] },
    audited: true,
    params: orderParams,
    headers: NEEDED_IDEMPOTENCY_KEY,
    body: RefundOrder,
    answers: {
      202: {
        what: 'the order; the refund is `refunded` when the provider has accepted it',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'idempotency-key-required',
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-confirmed',
      'currency-mismatch',
      'refund-exceeds-captured',
    ],
    example: {
      params: EXAMPLE_ORDER,
      headers: { 'Idempotency-Key': '5a1c2f6e-3b1a-4c58-9f0e-7a64d1b2c3f0' },
      body: {
        amount: { amountMinor: 100, currency: 'GBP' },
        kind: 'goodwill',
        reason: 'The parcel was a week late',
      },
      status: 202,
    },
  },
  decideRefund: {
    method: 'POST',
    path: '/orders/:id/refunds/:refundId/approval',
    summary: 'Approves or declines a refund that waits for a second person.',
    notes: [
      'Whoever requested the refund can decline it, but not approve it: `needs-second-person`.',
      'The same decision again changes nothing; another one is refused. `note` is stored encrypted.',
    ],
    access: { roles: ['finance', 'admin'] },
    audited: true,
    params: Type.Object({
      ...orderParams.properties,
      refundId: text({ maxLength: 64 }),
    }),
    body: DecideRefund,
    answers: {
      202: {
        what: 'the order with the decided refund',
        schema: OrderResource,
        headers: ['Location'],
      },
    },
    problems: [
      'order-not-found',
      'order-not-confirmed',
      'refund-not-found',
      'refund-already-decided',
      'needs-second-person',
      'refund-exceeds-captured',
    ],
    example: {
      params: { ...EXAMPLE_ORDER, refundId: REFUND },
      body: { decision: 'approve', note: 'Agreed by telephone' },
      status: 202,
    },
  },
} satisfies Operations;
