import type Stripe from 'stripe';
import type { Money } from '@commerce/contracts/money';
import { derivedId } from 'dapr-actor-runtime/ids';
import type { ProviderOperation, ProviderPayment } from '../domain/reconciliation.ts';
import type { WebhookEvent } from './payment-provider.ts';

/** Stripe allows 40 characters in a metadata key: that of a capture is this and 32 hex digits. */
const CAPTURE_PREFIX = 'cap_';

/** A capture as metadata of its PaymentIntent, because Stripe does not list captures by our ids. */
export function captureMetadata({
  operationId,
  attempt,
  amount,
}: Pick<ProviderOperation, 'operationId' | 'attempt' | 'amount'>): Record<string, string> {
  const name = `${CAPTURE_PREFIX}${derivedId(operationId, String(attempt))}`;
  return { [name]: JSON.stringify([operationId, attempt, amount.amountMinor]) };
}

/** A PaymentIntent as the payment of an order; undefined if it belongs to none. */
export function toProviderPayment(intent: Stripe.PaymentIntent): ProviderPayment | undefined {
  const { orderId } = intent.metadata;
  if (orderId === undefined) return undefined;
  return {
    orderId,
    status: statusOf(intent),
    amount: moneyOf(intent.amount, intent.currency),
    authorizationId: intent.id,
    at: new Date(intent.created * 1000).toISOString(),
    operations: [...capturesOf(intent), ...refundsOf(intent)],
  };
}

/** The webhook event in an event of Stripe. */
export function webhookEventOf(event: Stripe.Event): WebhookEvent {
  const webhookId = event.id;
  switch (event.type) {
    case 'payment_intent.amount_capturable_updated': {
      const { id, amount, currency, metadata } = event.data.object;
      const { orderId } = metadata;
      if (orderId === undefined) return { webhookId, about: 'other' };
      const authorized = { amount: moneyOf(amount, currency), authorizationId: id };
      return { webhookId, about: 'authorization', orderId, ...authorized };
    }
    case 'payment_intent.canceled': {
      const { orderId } = event.data.object.metadata;
      if (orderId === undefined) return { webhookId, about: 'other' };
      return { webhookId, about: 'void', orderId };
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const operation = toRefund(event.data.object);
      const orderId = event.data.object.metadata?.['orderId'];
      if (orderId === undefined || operation === undefined) return { webhookId, about: 'other' };
      return { webhookId, about: 'operation', orderId, operation };
    }
    default:
      return { webhookId, about: 'other' };
  }
}

function statusOf({ status }: Stripe.PaymentIntent): ProviderPayment['status'] {
  if (status === 'canceled') return 'voided';
  return status === 'requires_capture' || status === 'succeeded' ? 'authorized' : 'declined';
}

function capturesOf(intent: Stripe.PaymentIntent): ProviderOperation[] {
  return Object.entries(intent.metadata)
    .filter(([name]) => name.startsWith(CAPTURE_PREFIX))
    .map(([, value]) => {
      const [operationId, attempt, minor] = JSON.parse(value) as [string, number, number];
      const amount = moneyOf(minor, intent.currency);
      const status = 'done' as const;
      return { kind: 'capture', operationId, attempt, amount, status, providerId: intent.id };
    });
}

function refundsOf({ latest_charge: charge }: Stripe.PaymentIntent): ProviderOperation[] {
  if (charge === null || typeof charge === 'string') return [];
  return (charge.refunds?.data ?? []).flatMap((refund) => toRefund(refund) ?? []);
}

function toRefund({ id, status, amount, currency, metadata }: Stripe.Refund) {
  const operationId = metadata?.['operationId'];
  const isKnown = status === 'succeeded' || status === 'pending' || status === 'failed';
  if (operationId === undefined || !isKnown) return undefined;
  return {
    kind: 'refund',
    operationId,
    attempt: Number(metadata?.['attempt'] ?? 1),
    amount: moneyOf(amount, currency),
    status: status === 'failed' ? 'refused' : 'done',
    providerId: id,
  } satisfies ProviderOperation;
}

function moneyOf(amountMinor: number, currency: string): Money {
  return { amountMinor, currency: currency.toUpperCase() };
}
