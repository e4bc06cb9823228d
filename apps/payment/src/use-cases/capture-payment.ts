import type { Money } from '@commerce/contracts/money';
import type { CapturePayment, CaptureResult } from '@commerce/contracts/payment/payment-api';
import { afterCommit, type Trx } from 'dapr-actor-runtime/postgres';
import type { PaymentDeps } from '../deps.ts';
import { capture, captureResultOf, captureShipment } from '../domain/operation.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import { lockPayment } from '../store/payments.ts';
import { requestOperation } from './request-operation.ts';

/** Captures a part of an order's authorization, once per id. Rejects as requestOperation(). */
export async function capturePayment(
  deps: Pick<PaymentDeps, 'database' | 'provider'>,
  orderId: string,
  { captureId: id, amount }: CapturePayment,
): Promise<CaptureResult> {
  const { operation, unknownReason } = await requestOperation(deps, orderId, capture, {
    id,
    amount,
  });
  return captureResultOf(operation, unknownReason);
}

export interface Shipment {
  orderId: string;
  shipmentId: string;
  captureAmount: Money;
}

/** Records the captures of shipments. The provider performs them after the commit. */
export async function captureShipments(
  { pendingOperations }: Pick<PaymentDeps, 'pendingOperations'>,
  trx: Trx,
  shipments: Shipment[],
): Promise<void> {
  for (const { orderId, shipmentId: id, captureAmount: amount } of shipments) {
    if (amount.amountMinor === 0) continue;
    const payment = await lockPayment(trx, orderId);
    const operations = await listOperations(trx, orderId);
    const operation = captureShipment(payment, operations, { id, amount });
    if (operation === undefined) continue;
    await saveOperation(trx, orderId, operation);
    if (operation.status === 'open') afterCommit(trx, pendingOperations.wake);
  }
}
