import { Type } from 'typebox';
import { deadLetterOperations } from '../dead-letter-operations.ts';
import { describeOperations } from '../operation.ts';
import { OrderId } from '../order/order-id.ts';
import { WEBHOOK_SIGNATURE } from '../request-headers.ts';
import { financeOperations, financeSchemas } from './finance-operations.ts';
import {
  AuthorizePayment,
  CapturePayment,
  OperationId,
  ReauthorizePayment,
  RenewPayment,
  RefundPayment,
  WebhookReceipt,
} from './payment-api.ts';
import { Reconcile } from './reconciliation-api.ts';

/** The schemas of payment's public API by their names in the OpenAPI documents. */
export const paymentSchemas = { WebhookReceipt, ...financeSchemas };

const params = Type.Object({ orderId: OrderId });
const attemptParams = Type.Object({
  orderId: OrderId,
  // Edits and renewals have attempts too.
  attempt: Type.String({ pattern: '^[1-9][0-9]{0,3}$' }),
});

const renewalParams = Type.Object({ orderId: OrderId, renewalId: OperationId });
const reauthorizationParams = Type.Object({ orderId: OrderId, editId: OperationId });

/**
 * Every operation of the payment app. Those that are not for finance and
 * not the webhook are for other apps and commands.
 */
export const paymentOperations = describeOperations('payment', {
  takePaymentWebhook: {
    method: 'POST',
    path: '/webhooks/payment-provider',
    summary: 'Receives a webhook of the payment provider.',
    notes: [
      'For the provider only. The raw body must be signed by Standard Webhooks (`webhook-id`, ' +
        '`webhook-timestamp`, `webhook-signature`) or by Stripe (`stripe-signature`), at most 5 minutes ' +
        'ago.',
    ],
    access: 'public',
    headers: WEBHOOK_SIGNATURE,
    body: Type.Object({}),
    answers: {
      200: {
        what: 'received; `result` is `repeated` if it was received before',
        schema: WebhookReceipt,
      },
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
  ...financeOperations,
  authorizePayment: {
    method: 'POST',
    path: '/payments/:orderId/authorization',
    summary: 'Authorizes the payment of an order, once per attempt.',
    internal: true,
    batched: true,
    params,
    body: AuthorizePayment,
    answers: {
      200: { what: '`authorized`, `requires-action`, `declined`, `unknown` or `voided`' },
    },
    problems: ['not-found', 'payment-conflict', 'payment-attempt-conflict'],
  },
  reauthorizePayment: {
    method: 'PUT',
    path: '/payments/:orderId/authorizations/:editId',
    summary:
      'Authorizes another total of an order in place of the earlier authorization, once per edit.',
    internal: true,
    params: reauthorizationParams,
    body: ReauthorizePayment,
    answers: { 200: { what: '`authorized`, `declined`, `unknown` or `voided`' } },
    problems: ['not-found', 'payment-conflict'],
  },
  withdrawReauthorization: {
    method: 'DELETE',
    path: '/payments/:orderId/authorizations/:editId',
    summary: 'Gives up the authorization of an edit, now and if it arrives later.',
    internal: true,
    params: reauthorizationParams,
    answers: {
      200: { what: '`authorized` if the edit has its money already, else `voided`: it gets none' },
    },
    problems: ['not-found'],
  },
  renewPayment: {
    method: 'PUT',
    path: '/payments/:orderId/renewals/:renewalId',
    summary:
      'Authorizes an order again whose authorization ended at the provider, once per renewal.',
    internal: true,
    params: renewalParams,
    body: RenewPayment,
    answers: {
      200: { what: '`authorized`, `requires-action`, `declined`, `unknown` or `voided`' },
    },
    problems: ['not-found', 'payment-conflict', 'payment-attempt-conflict'],
  },
  completePaymentAttempt: {
    method: 'POST',
    path: '/payments/:orderId/attempts/:attempt/completion',
    summary: 'Asks the provider whether the customer has done what it required.',
    internal: true,
    params: attemptParams,
    answers: { 200: { what: 'what the attempt has become, as an authorization answers it' } },
    problems: ['not-found', 'payment-not-found'],
  },
  voidPayment: {
    method: 'DELETE',
    path: '/payments/:orderId/authorization',
    summary: 'Voids the uncaptured part of an authorization, now and if one arrives later.',
    internal: true,
    params,
    answers: { 200: { what: '`voided` or `unknown`' } },
    problems: ['not-found'],
  },
  capturePayment: {
    method: 'POST',
    path: '/payments/:orderId/captures',
    summary: 'Captures a part of the authorized amount, once per `captureId`.',
    internal: true,
    batched: true,
    params,
    body: CapturePayment,
    answers: { 200: { what: '`captured`, `refused` or `unknown`' } },
    problems: [
      'not-found',
      'payment-not-found',
      'payment-conflict',
      'payment-not-authorized',
      'payment-operation-conflict',
      'capture-exceeds-authorized',
    ],
  },
  refundPayment: {
    method: 'POST',
    path: '/payments/:orderId/refunds',
    summary: 'Refunds a part of the captured amount, once per `refundId`.',
    internal: true,
    params,
    body: RefundPayment,
    answers: { 200: { what: '`refunded`, `declined` or `unknown`' } },
    problems: ['not-found', 'payment-operation-conflict', 'refund-exceeds-captured'],
  },
  reconcilePayments: {
    method: 'POST',
    path: '/reconciliations',
    summary: "Reconciles the payments with the provider's records.",
    internal: true,
    body: Reconcile,
    answers: { 200: { what: 'the differences and the repairs' } },
    problems: ['not-found'],
  },
  ...deadLetterOperations('payment'),
});
