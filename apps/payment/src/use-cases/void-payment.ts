import type { VoidResult } from '@commerce/contracts/payment/payment-api';
import { transaction, type Trx } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { isVoidPending, NOTHING_TO_PAY } from '../domain/payment.ts';
import { listOperations } from '../store/operations.ts';
import { findAuthorization, recordVoid, recordVoidsOfAuthorized } from '../store/payments.ts';
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
  for (const operation of await listOperations(database, orderId)) {
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
    await transaction(database, (trx) => confirmRecordedVoid(deps, trx, orderId));
  }
  return answer;
}

/**
 * Records voids for orders that ended without a sale. The sweep confirms them, because the order's own
 * compensation usually voids the payment first.
 */
export async function voidEndedOrders(trx: Trx, orderIds: string[]): Promise<void> {
  await recordVoidsOfAuthorized(trx, [...new Set(orderIds)]);
}
