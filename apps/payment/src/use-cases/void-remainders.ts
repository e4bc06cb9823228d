import type { Money } from '@commerce/contracts/money';
import { afterCommit, type Trx } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { lockPayments, recordCaptureTotal, recordVoidsOfRemainder } from '../store/payments.ts';

/** An order with a new capture or cancellation; the last event of an order knows its total. */
export interface OrderProgress {
  orderId: string;
  /** The sum of all captures of the order. */
  captureTotal?: Money;
}

/**
 * Voids the remainder of an authorization once the recorded captures add up to the order's capture
 * total. Until then the event of an earlier shipment may still be on its way, and the void must not
 * overtake its capture.
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
  const voided = await recordVoidsOfRemainder(trx, orderIds);
  if (voided > 0) afterCommit(trx, pendingOperations.wake);
}
