import {
  PAYMENTS_TOPIC,
  type PaymentEvent,
  type PaymentTotals,
} from '@commerce/contracts/payment/payment-events';
import type { Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { amountOf } from '../store/payment-rows.ts';
import { nextEvent, type Movement } from '../store/payments.ts';

/**
 * Announces what happened to a payment, in the transaction of the change, adds what moved to its
 * totals and tells the sums after it. A payment that never had an amount has no events.
 */
export async function announcePayment(
  { outbox }: Pick<MoneyDeps, 'outbox'>,
  trx: Trx,
  orderId: string,
  eventOf: (totals: PaymentTotals) => PaymentEvent,
  moved: Movement = {},
): Promise<void> {
  const next = await nextEvent(trx, orderId, moved);
  const authorized = next && amountOf(next.row);
  if (authorized === undefined) return;
  const { seq, row } = next as NonNullable<typeof next>;
  const totals = {
    authorized: row.status === 'declined' ? { ...authorized, amountMinor: 0 } : authorized,
    captured: { ...authorized, amountMinor: row.captured_minor },
    refunded: { ...authorized, amountMinor: row.refunded_minor },
    disputed: { ...authorized, amountMinor: row.disputed_minor },
  };
  // The events of the order itself have the ids <order>:<seq>.
  const id = `${orderId}:payment-${seq}`;
  await outbox.enqueue(trx, PAYMENTS_TOPIC, [{ ...eventOf(totals), stream: orderId, seq, id }]);
}
