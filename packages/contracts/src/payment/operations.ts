import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import type { Operation } from '../operation.ts';
import { WEBHOOK_SIGNATURE } from '../request-headers.ts';
import { AuthorizePayment, CapturePayment, RefundPayment, WebhookReceipt } from './payment-api.ts';
import { Reconcile } from './reconciliation-api.ts';

/** The schemas of payment's public API by their names in the documents. */
export const paymentSchemas = { WebhookReceipt };

const params = Type.Object({ orderId: Type.String({ pattern: '^ord_[0-9a-f]{32}$' }) });

/** Every operation of the payment app. Money moves only for calls of other apps. */
export const paymentOperations: readonly Operation[] = [
  {
    operationId: 'takePaymentWebhook',
    method: 'POST',
    path: '/webhooks/payment-provider',
    summary: 'Takes a webhook of the payment provider.',
    notes: [
      'For the provider only: the body is taken as it stands on the wire, with the signature of ' +
        'Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`) or of Stripe ' +
        '(`stripe-signature`), not older than 5 minutes.',
    ],
    access: 'public',
    headers: WEBHOOK_SIGNATURE,
    body: Type.Object({}),
    answers: {
      200: { what: 'taken; `repeated` when it was taken before', schema: WebhookReceipt },
    },
    problems: ['webhook-not-genuine'],
    example: {
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': '1795327200',
        'webhook-signature': 'v1,c2lnbmF0dXJl',
      },
      body: {
        type: 'authorization.voided',
        timestamp: '2026-11-22T06:00:00.000Z',
        data: { reference: `ord_${'0'.repeat(32)}` },
      },
      status: 200,
    },
  },
  {
    operationId: 'authorizePayment',
    method: 'POST',
    path: '/payments/:orderId/authorization',
    summary: 'Reserves money for an order, once per order.',
    internal: true,
    params,
    body: AuthorizePayment,
    answers: { 200: { what: 'authorized, declined, unknown or voided' } },
    problems: ['not-found', 'payment-conflict'],
  },
  {
    operationId: 'voidPayment',
    method: 'DELETE',
    path: '/payments/:orderId/authorization',
    summary: 'Gives back what is not captured, now and later.',
    internal: true,
    params,
    answers: { 200: { what: 'voided or unknown' } },
    problems: ['not-found'],
  },
  {
    operationId: 'capturePayment',
    method: 'POST',
    path: '/payments/:orderId/captures',
    summary: 'Takes a part of what is authorized, once per captureId.',
    internal: true,
    params,
    body: CapturePayment,
    answers: { 200: { what: 'captured, declined or unknown' } },
    problems: [
      'not-found',
      'payment-not-authorized',
      'payment-operation-conflict',
      'capture-exceeds-authorized',
    ],
  },
  {
    operationId: 'refundPayment',
    method: 'POST',
    path: '/payments/:orderId/refunds',
    summary: 'Gives back a part of what was captured, once per refundId.',
    internal: true,
    params,
    body: RefundPayment,
    answers: { 200: { what: 'refunded, declined or unknown' } },
    problems: ['not-found', 'payment-operation-conflict', 'refund-exceeds-captured'],
  },
  {
    operationId: 'getPayment',
    method: 'GET',
    path: '/payments/:orderId',
    summary: 'Reads what is known of the payment of an order.',
    internal: true,
    params,
    answers: { 200: { what: 'its state with its captures and refunds' } },
    problems: ['not-found', 'payment-not-found'],
  },
  {
    operationId: 'reconcilePayments',
    method: 'POST',
    path: '/reconciliations',
    summary: "Compares the own record with the provider's whole book.",
    internal: true,
    body: Reconcile,
    answers: { 200: { what: 'what differed, and what was put right' } },
    problems: ['not-found'],
  },
  ...deadLetterOperations('payment'),
];
