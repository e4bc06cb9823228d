import type { VoidResult } from '@commerce/contracts/payment/payment-api';
import type { Database } from '@commerce/runtime/postgres';
import { voidIsOpen } from '../domain/payment.ts';
import { operationsOf } from '../store/operations.ts';
import {
  findAuthorization,
  listOpenVoids,
  recordVoid,
  recordVoidConfirmed,
  recordVoidTried,
} from '../store/payments.ts';
import { performOperation } from './move-money.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** Voids that one round of the sweep confirms at most. */
const SWEEP_BATCH = 50;

interface Deps {
  database: Database;
  provider: PaymentProvider;
}

/**
 * Voids the money of an order, or keeps it from being authorized later. The void is recorded before
 * the provider hears of it, so that it is finished by the sweep if this process ends.
 */
export async function voidPayment(deps: Deps, orderId: string): Promise<VoidResult> {
  const payment = await recordVoid(deps.database, orderId);
  return voidIsOpen(payment) ? confirmVoid(deps, orderId) : { outcome: 'voided' };
}

/**
 * Has the provider do a void that is recorded; it may be told of one void several times. Captures
 * that were asked for before it go first.
 */
export async function confirmVoid(deps: Deps, orderId: string): Promise<VoidResult> {
  const { database, provider } = deps;
  for (const operation of await operationsOf(database, orderId)) {
    if (operation.kind !== 'capture' || operation.status !== 'open') continue;
    const answer = await performOperation(deps, orderId, operation);
    if (answer.outcome === 'unknown') return answer;
  }
  const authorization = await findAuthorization(database, orderId);
  const answer = await provider.voidAuthorization(orderId, authorization?.authorizationId);
  if (answer.outcome === 'voided') await recordVoidConfirmed(database, orderId);
  return answer;
}

/**
 * One round of the sweep: finishes voids that nobody finished. Ends at the first one that the
 * provider does not confirm, so that a provider that is away costs one call a round.
 */
export async function confirmOpenVoids(deps: Deps): Promise<void> {
  for (const orderId of await listOpenVoids(deps.database, SWEEP_BATCH)) {
    const { outcome } = await confirmVoid(deps, orderId);
    if (outcome === 'voided') continue;
    await recordVoidTried(deps.database, orderId);
    return;
  }
}
