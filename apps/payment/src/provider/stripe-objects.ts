import type Stripe from 'stripe';
import type { Money } from '@commerce/contracts/money';
import { derivedId } from '@commerce/runtime/ids';
import type { BookMove, BookPayment } from '../domain/reconciliation.ts';
import type { ProviderNotice } from './payment-provider.ts';

/** Stripe takes metadata names up to 40 characters: a capture's is this and 32 hex digits. */
const CAPTURE_PREFIX = 'cap_';

/** The note of a capture in its PaymentIntent: Stripe keeps no list of them under our ids. */
export function captureNote({
  operationId,
  attempt,
  amount,
}: Pick<BookMove, 'operationId' | 'attempt' | 'amount'>): Record<string, string> {
  const name = `${CAPTURE_PREFIX}${derivedId(operationId, String(attempt))}`;
  return { [name]: JSON.stringify([operationId, attempt, amount.amountMinor]) };
}

/** A PaymentIntent as our book entry; undefined when it is none of ours or holds nothing. */
export function toBookPayment(intent: Stripe.PaymentIntent): BookPayment | undefined {
  const { orderId } = intent.metadata;
  if (orderId === undefined) return undefined;
  return {
    orderId,
    status: statusOf(intent),
    amount: moneyOf(intent.amount, intent.currency),
    authorizationId: intent.id,
    at: new Date(intent.created * 1000).toISOString(),
    moves: [...capturesOf(intent), ...refundsOf(intent)],
  };
}

/** What an event of Stripe tells us. */
export function noticeOf(event: Stripe.Event): ProviderNotice {
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
      const move = toRefundMove(event.data.object);
      const orderId = event.data.object.metadata?.['orderId'];
      if (orderId === undefined || move === undefined) return { webhookId, about: 'other' };
      return { webhookId, about: 'move', orderId, move };
    }
    default:
      return { webhookId, about: 'other' };
  }
}

function statusOf({ status }: Stripe.PaymentIntent): BookPayment['status'] {
  if (status === 'canceled') return 'voided';
  return status === 'requires_capture' || status === 'succeeded' ? 'authorized' : 'declined';
}

function capturesOf(intent: Stripe.PaymentIntent): BookMove[] {
  return Object.entries(intent.metadata)
    .filter(([name]) => name.startsWith(CAPTURE_PREFIX))
    .map(([, note]) => {
      const [operationId, attempt, minor] = JSON.parse(note) as [string, number, number];
      const amount = moneyOf(minor, intent.currency);
      const status = 'done' as const;
      return { kind: 'capture', operationId, attempt, amount, status, providerId: intent.id };
    });
}

function refundsOf({ latest_charge: charge }: Stripe.PaymentIntent): BookMove[] {
  if (charge === null || typeof charge === 'string') return [];
  return (charge.refunds?.data ?? []).flatMap((refund) => toRefundMove(refund) ?? []);
}

function toRefundMove({ id, status, amount, currency, metadata }: Stripe.Refund) {
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
  } satisfies BookMove;
}

function moneyOf(amountMinor: number, currency: string): Money {
  return { amountMinor, currency: currency.toUpperCase() };
}
