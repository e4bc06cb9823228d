import type { Money } from '@commerce/contracts/money';
import { afterCommit, type Trx } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { refundExcess } from '../domain/operation.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import {
  lockPayment,
  lockPayments,
  recordCaptureTotal,
  recordVoidsOfRemainder,
} from '../store/payments.ts';

/** An order with a new capture or cancellation; the last event of an order knows its total. */
export interface OrderProgress {
  orderId: string;
  /** The sum of all captures of the order. */
  captureTotal?: Money;
}

/**
 * Voids the remainder of an authorization once the recorded captures add up to the order's capture
 * total. Until then the event of an earlier shipment may still be on its way, and the void must not
 * overtake its capture. A provider that captures once may have taken more than the total: then the
 * rest is refunded.
 */
export async function voidRemainders(
  { pendingOperations }: Pick<PaymentDeps, 'pendingOperations'>,
  trx: Trx,
  orders: OrderProgress[],
): Promise<void> {
  const orderIds = [...new Set(orders.map(({ orderId }) => orderId))];
  // Once the locks are held, every capture recorded before is visible.
  await lockPayments(trx, orderIds);
  for (const { orderId, captureTotal } of orders) {
    if (captureTotal !== undefined) await recordCaptureTotal(trx, orderId, captureTotal);
  }
  let due = await recordVoidsOfRemainder(trx, orderIds);
  for (const { orderId, captureTotal } of orders) {
    if (captureTotal !== undefined) due += await recordExcessRefund(trx, orderId, captureTotal);
  }
  if (due > 0) afterCommit(trx, pendingOperations.wake);
}

/** Records the refund of what a provider that captures once has taken too much. Answers how many. */
async function recordExcessRefund(trx: Trx, orderId: string, total: Money): Promise<number> {
  const operations = await listOperations(trx, orderId);
  const excess = refundExcess(await lockPayment(trx, orderId), operations, total);
  if (excess === undefined) return 0;
  await saveOperation(trx, orderId, excess);
  return 1;
}
