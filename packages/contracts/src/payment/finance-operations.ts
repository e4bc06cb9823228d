import { Type } from 'typebox';
import type { Operations } from '../operation.ts';
import { OrderId } from '../order/order-id.ts';
import {
  DEFAULT_FINDINGS,
  DEFAULT_PAYMENTS,
  Finding,
  FindingPage,
  ListFindings,
  ListPayments,
  PaymentPage,
  PaymentSummary,
  ResolveFinding,
} from './finance-api.ts';
import { Dispute, PaymentAttempt, PaymentOperation, PaymentState } from './payment-api.ts';

/** The schemas of the operations for finance by their names in the OpenAPI documents. */
export const financeSchemas = {
  Dispute,
  Finding,
  FindingPage,
  PaymentAttempt,
  PaymentOperation,
  PaymentPage,
  PaymentState,
  PaymentSummary,
  ResolveFinding,
};

const FINANCE = { roles: ['finance', 'admin'] } as const;

/** What people of finance see of payments and decide about them. */
export const financeOperations = {
  listPayments: {
    method: 'GET',
    path: '/payments',
    summary: 'Lists payments, by order id.',
    notes: [
      `A page without \`limit\` has ${DEFAULT_PAYMENTS} rows.`,
      '`needs`: `attention` has a refused capture or refund or one that waits for a clear answer; ' +
        '`dispute` has an open dispute; `refund-failed` has a refund that did not arrive.',
      '`reason` is why the provider declined, or why the authorization ended there.',
    ],
    access: FINANCE,
    query: ListPayments,
    answers: { 200: { what: 'a page; the last page has no `nextCursor`', schema: PaymentPage } },
    problems: [],
    example: { query: { status: 'authorized', limit: '10' }, status: 200 },
  },
  getPayment: {
    method: 'GET',
    path: '/payments/:orderId',
    summary: 'Returns the payment of an order: attempts, movements, disputes and sums.',
    access: { ...FINANCE, apps: ['order'] },
    params: Type.Object({ orderId: OrderId }),
    answers: { 200: { what: 'the payment', schema: PaymentState } },
    problems: ['payment-not-found'],
    example: { params: { orderId: `ord_${'0'.repeat(32)}` }, status: 200 },
  },
  listFindings: {
    method: 'GET',
    path: '/payment-findings',
    summary: "Lists differences from the provider's records that a person has to decide.",
    notes: [`A page without \`limit\` has ${DEFAULT_FINDINGS} rows, oldest first.`],
    access: FINANCE,
    query: ListFindings,
    answers: { 200: { what: 'a page; the last page has no `nextCursor`', schema: FindingPage } },
    problems: [],
    example: { query: { state: 'open' }, status: 200 },
  },
  resolveFinding: {
    method: 'POST',
    path: '/payment-findings/:findingId/resolution',
    summary: 'Decides a finding: known, solved, taken into the books, or solved by moving money.',
    notes: [
      '`acknowledge`: it stays as it is, and no longer counts as open. `resolve`: its cause is gone; ' +
        'it is open again if it is found again. `book`: the money that moved at the provider becomes ' +
        'a movement of the payment. `refund`: gives back what was captured for goods that did not leave ' +
        '(`captured-not-shipped`). `capture`: asks once more for the money of a refused capture (`capture-refused`).',
    ],
    access: FINANCE,
    audited: true,
    params: Type.Object({
      findingId: Type.String({ description: 'the number of a finding', pattern: '^[0-9]{1,15}$' }),
    }),
    body: ResolveFinding,
    answers: { 200: { what: 'the finding', schema: Finding } },
    problems: ['finding-not-found', 'finding-not-bookable', 'finding-not-solvable'],
    example: {
      params: { findingId: '1' },
      body: { decision: 'acknowledge', note: 'Settled with the provider by phone.' },
      status: 200,
    },
  },
} as const satisfies Operations;
