import type { VoidResult } from '@commerce/contracts/payment/payment-api';
import { afterCommit, transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps, PaymentDeps } from '../deps.ts';
import { refundCaptures } from '../domain/operation.ts';
import { isVoidPending, NOTHING_TO_PAY } from '../domain/payment.ts';
import { listOperations, saveOperation } from '../store/operations.ts';
import {
  findAuthorization,
  isWithoutSale,
  lockPaymentsWithCaptures,
  recordCaptureTotal,
  recordVoid,
  recordVoidsOfAuthorized,
} from '../store/payments.ts';
import { performOperation } from './perform-operation.ts';
import { confirmRecordedVoid } from './record-facts.ts';

/**
 * Voids the payment of an order, also if it is authorized only later. The void is recorded before
 * the provider is asked, so the sweep completes it if this process ends.
 */
export async function voidPayment(deps: MoneyDeps, orderId: string): Promise<VoidResult> {
  const payment = await recordVoid(deps.database, orderId);
  return isVoidPending(payment) ? confirmVoid(deps, orderId) : { outcome: 'voided' };
}

/**
 * Has the provider perform a recorded void; repeats are safe. Pending captures were requested
 * before the void, so they are performed first.
 */
export async function confirmVoid(deps: MoneyDeps, orderId: string): Promise<VoidResult> {
  const { database, provider } = deps;
  const operations = await listOperations(database, orderId);
  for (const operation of operations) {
    if (operation.kind !== 'capture' || operation.status !== 'open') continue;
    const answer = await performOperation(deps, orderId, operation);
    if (answer.outcome === 'unknown') return answer;
  }
  const authorization = await findAuthorization(database, orderId);
  const authorizationId = authorization?.authorizationId;
  const answer: VoidResult =
    authorizationId === NOTHING_TO_PAY
      ? { outcome: 'voided' }
      : await provider.voidAuthorization(orderId, authorizationId);
  if (answer.outcome === 'voided') {
    const mayHaveCaptured = operations.some(({ kind }) => kind === 'capture');
    await transaction(database, async (trx) => {
      await confirmRecordedVoid(deps, trx, orderId);
      if (mayHaveCaptured && (await isWithoutSale(trx, orderId))) await giveBack(trx, orderId);
    });
  }
  return answer;
}

/**
 * Records voids for orders that ended without a sale. The sweep confirms them, because the order's own
 * compensation usually voids the payment first. What was captured for a shipment whose request was given up,
 * so that it never left, is refunded; a capture without an answer yet, once the void is confirmed.
 */
export async function voidEndedOrders(
  { pendingOperations }: Pick<PaymentDeps, 'pendingOperations'>,
  trx: Trx,
  orderIds: string[],
): Promise<void> {
  const ended = [...new Set(orderIds)];
  await recordVoidsOfAuthorized(trx, ended);
  const captured = await lockPaymentsWithCaptures(trx, ended);
  for (const { orderId, currency } of captured) {
    await recordCaptureTotal(trx, orderId, { amountMinor: 0, currency });
    await giveBack(trx, orderId);
  }
  if (captured.length > 0) afterCommit(trx, pendingOperations.wake);
}

async function giveBack(trx: Trx, orderId: string): Promise<void> {
  for (const refund of refundCaptures(await listOperations(trx, orderId))) {
    await saveOperation(trx, orderId, refund, 'the shipment did not leave');
  }
}
