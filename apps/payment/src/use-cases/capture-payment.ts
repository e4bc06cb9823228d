import type { Money } from '@commerce/contracts/money';
import type { CapturePayment, CaptureResult } from '@commerce/contracts/payment/payment-api';
import { afterCommit, type Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps, PaymentDeps } from '../deps.ts';
import {
  capture,
  captureResultOf,
  captureShipment,
  endOf,
  refusedCapture,
} from '../domain/operation.ts';
import { NOTHING_TO_PAY } from '../domain/payment.ts';
import { listOperations, markShipped, saveOperation } from '../store/operations.ts';
import { findPayments, lockPayment } from '../store/payments.ts';
import { requestOperation } from './request-operation.ts';
import { announceRefusedCapture } from './settle-operation.ts';

/**
 * Captures a part of an order's authorization, once per id, before its goods leave. A capture that
 * cannot succeed because the money is no longer authorized is recorded as refused, for finance.
 * Rejects as requestOperation().
 */
export async function capturePayment(
  deps: MoneyDeps,
  orderId: string,
  { captureId: id, amount, final }: CapturePayment,
): Promise<CaptureResult> {
  if (amount.amountMinor === 0) return { outcome: 'captured', providerId: NOTHING_TO_PAY };
  const request = { id, amount, ...(final && { final }) };
  const { operation, unknownReason } = await requestOperation(deps, orderId, {
    decide: capture,
    request,
    recordRefusal: refusedCapture,
  });
  const result = captureResultOf(operation, unknownReason);
  if (result.outcome !== 'refused') return result;
  // The provider's records were read after its refusal: they may say that the money is gone.
  const payment = (await findPayments(deps.database, [orderId])).get(orderId);
  return payment === undefined || payment.status === 'authorized'
    ? result
    : { outcome: 'refused', code: 'payment-not-authorized', reason: endOf(payment) };
}

export interface Shipment {
  orderId: string;
  shipmentId: string;
  captureAmount: Money;
}

/**
 * Records the captures of shipments that were not captured before they left. The provider performs
 * them after the commit.
 */
export async function captureShipments(
  deps: Pick<PaymentDeps, 'outbox' | 'pendingOperations'>,
  trx: Trx,
  shipments: Shipment[],
): Promise<void> {
  for (const { orderId, shipmentId: id, captureAmount: amount } of shipments) {
    if (amount.amountMinor === 0) continue;
    const payment = await lockPayment(trx, orderId);
    const operations = await listOperations(trx, orderId);
    const operation = captureShipment(payment, operations, { id, amount });
    if (operation !== undefined) await saveOperation(trx, orderId, operation);
    await markShipped(trx, orderId, id);
    if (operation === undefined) continue;
    if (operation.status === 'open') afterCommit(trx, deps.pendingOperations.wake);
    else await announceRefusedCapture(deps, trx, orderId, operation);
  }
}
