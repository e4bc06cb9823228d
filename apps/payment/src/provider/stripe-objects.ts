import type Stripe from 'stripe';
import type { Dispute, PaymentAction } from '@commerce/contracts/payment/payment-api';
import { derivedId } from 'dapr-actor-runtime/ids';
import type { AuthorizationTerms } from '../domain/payment.ts';
import type { ProviderOperation, ProviderPayment } from '../domain/reconciliation.ts';
import type { WebhookEvent } from './payment-provider.ts';
import { fromStripeAmount } from './stripe-amount.ts';

/** Stripe allows 40 characters in a metadata key: that of a capture is this and 32 hex digits. */
const CAPTURE_PREFIX = 'cap_';

/**
 * A capture as metadata of its PaymentIntent, because Stripe does not list captures by our ids.
 * `amount` is in Stripe's unit.
 */
export function captureMetadata({
  operationId,
  attempt,
  amount,
}: Pick<ProviderOperation, 'operationId' | 'attempt'> & { amount: number }): Record<
  string,
  string
> {
  const name = `${CAPTURE_PREFIX}${derivedId(operationId, String(attempt))}`;
  return { [name]: JSON.stringify([operationId, attempt, amount]) };
}

/** A PaymentIntent as the payment of an order; undefined if it belongs to none. */
export function toProviderPayment(intent: Stripe.PaymentIntent): ProviderPayment | undefined {
  const { orderId } = intent.metadata;
  if (orderId === undefined) return undefined;
  const reason = reasonOf(intent);
  return {
    orderId,
    status: statusOf(intent),
    amount: fromStripeAmount(intent.amount, intent.currency),
    authorizationId: intent.id,
    ...(reason && { reason }),
    ...termsOf(intent),
    at: new Date(intent.created * 1000).toISOString(),
    operations: [...capturesOf(intent), ...refundsOf(intent)],
    capturedMinor: fromStripeAmount(intent.amount_received ?? 0, intent.currency).amountMinor,
  };
}

/** Until when Stripe holds the money of a PaymentIntent, and how often it captures it. */
export function termsOf({ latest_charge: charge }: Stripe.PaymentIntent): AuthorizationTerms {
  if (charge === null || typeof charge === 'string') return {};
  const card = charge?.payment_method_details?.card;
  const { capture_before: before, multicapture } = card ?? {};
  return {
    ...(before === undefined ? {} : { expiresAt: new Date(before * 1000).toISOString() }),
    ...(multicapture && { captures: multicapture.status === 'available' ? 'many' : 'one' }),
  };
}

/** What the customer has to do for a PaymentIntent; undefined if Stripe does not say. */
export function actionOf(intent: Stripe.PaymentIntent): PaymentAction | undefined {
  const url = intent.next_action?.redirect_to_url?.url;
  if (url) return { kind: 'redirect', url };
  const { client_secret: clientSecret } = intent;
  return clientSecret === null ? undefined : { kind: 'client-secret', clientSecret };
}

/** A dispute as we record it; undefined while it is only an inquiry, which withholds nothing. */
export function toDispute({ id, amount, currency, status }: Stripe.Dispute): Dispute | undefined {
  const dispute = { disputeId: id, amount: fromStripeAmount(amount, currency) };
  switch (status) {
    case 'needs_response':
    case 'under_review':
      return { ...dispute, state: 'opened' };
    case 'won':
      return { ...dispute, state: 'won' };
    case 'lost':
      return { ...dispute, state: 'lost' };
    default:
      return undefined;
  }
}

/** The webhook event in an event of Stripe. */
export function webhookEventOf(event: Stripe.Event): WebhookEvent {
  const webhookId = event.id;
  switch (event.type) {
    case 'payment_intent.amount_capturable_updated': {
      const { id, amount, currency, metadata } = event.data.object;
      const { orderId } = metadata;
      if (orderId === undefined) return { webhookId, about: 'other' };
      const authorized = { amount: fromStripeAmount(amount, currency), authorizationId: id };
      return { webhookId, about: 'authorization', orderId, ...authorized };
    }
    case 'payment_intent.canceled':
    case 'payment_intent.payment_failed': {
      const { id, metadata } = event.data.object;
      const { orderId } = metadata;
      if (orderId === undefined) return { webhookId, about: 'other' };
      return { webhookId, about: 'payment', orderId, authorizationId: id };
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const operation = toRefund(event.data.object);
      const orderId = event.data.object.metadata?.['orderId'];
      if (orderId === undefined || operation === undefined || operation.foreign) {
        return changeOf(webhookId, event.data.object);
      }
      return { webhookId, about: 'operation', orderId, operation };
    }
    case 'charge.captured':
    case 'charge.expired':
    case 'charge.refunded':
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return changeOf(webhookId, event.data.object);
    default:
      return { webhookId, about: 'other' };
  }
}

/** An event about a PaymentIntent that says nothing of an order of ours. */
function changeOf(
  webhookId: string,
  { payment_intent: intent }: { payment_intent: string | Stripe.PaymentIntent | null },
): WebhookEvent {
  if (intent === null) return { webhookId, about: 'other' };
  const authorizationId = typeof intent === 'string' ? intent : intent.id;
  return { webhookId, about: 'payment', orderId: undefined, authorizationId };
}

function statusOf({ status }: Stripe.PaymentIntent): ProviderPayment['status'] {
  switch (status) {
    case 'canceled':
      return 'voided';
    case 'requires_capture':
    case 'succeeded':
      return 'authorized';
    case 'requires_action':
    case 'processing':
      return 'requires-action';
    default:
      return 'declined';
  }
}

/** Why a PaymentIntent ended or was declined. */
function reasonOf(intent: Stripe.PaymentIntent): string | undefined {
  if (intent.status === 'canceled') {
    return intent.cancellation_reason === 'automatic'
      ? 'authorization-expired'
      : 'voided-at-provider';
  }
  const error = intent.last_payment_error;
  return error?.decline_code ?? error?.code;
}

function capturesOf(intent: Stripe.PaymentIntent): ProviderOperation[] {
  return Object.entries(intent.metadata)
    .filter(([name]) => name.startsWith(CAPTURE_PREFIX))
    .map(([, value]) => {
      const [operationId, attempt, sent] = JSON.parse(value) as [string, number, number];
      const amount = fromStripeAmount(sent, intent.currency);
      const status = 'done' as const;
      return { kind: 'capture', operationId, attempt, amount, status, providerId: intent.id };
    });
}

function refundsOf({ latest_charge: charge }: Stripe.PaymentIntent): ProviderOperation[] {
  if (charge === null || typeof charge === 'string') return [];
  return (charge?.refunds?.data ?? []).flatMap((refund) => toRefund(refund) ?? []);
}

/** A refund. One without our metadata was made in Stripe's dashboard. */
function toRefund({ id, status, amount, currency, metadata, failure_reason: why }: Stripe.Refund) {
  const isKnown =
    status !== null && ['succeeded', 'pending', 'failed', 'canceled'].includes(status);
  if (!isKnown) return undefined;
  const operationId = metadata?.['operationId'];
  const isRefused = status === 'failed' || status === 'canceled';
  return {
    kind: 'refund',
    operationId: operationId ?? id,
    attempt: Number(metadata?.['attempt'] ?? 1),
    amount: fromStripeAmount(amount, currency),
    status: isRefused ? 'refused' : 'done',
    ...(operationId === undefined ? { foreign: true } : {}),
    ...(status === 'pending' ? { pending: true } : {}),
    providerId: id,
    ...(isRefused ? { reason: why ?? status } : {}),
  } satisfies ProviderOperation;
}
