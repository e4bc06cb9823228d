import type { AuthorizationResult, DeclineCode } from '@commerce/contracts/payment/payment-api';
import { problem } from '@commerce/platform/problem';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { MoneyDeps } from '../deps.ts';
import { attemptOf, resultOf, type Payment } from '../domain/payment.ts';
import { listOverdueActions } from '../store/attempts.ts';
import { findPayments } from '../store/payments.ts';
import { settleAction } from './settle-action.ts';
import { syncPayment } from './sync-payment.ts';

/** Overdue actions that one round gives up at most. */
const OVERDUE_BATCH = 50;

/**
 * Asks the provider whether the customer has done what it required, and answers what the attempt has
 * become. Rejects with payment-not-found if the order has no such attempt.
 */
export async function completeAction(
  deps: MoneyDeps,
  orderId: string,
  attempt: number,
): Promise<AuthorizationResult> {
  const payment = await find(deps, orderId);
  if (payment.status === 'requires-action' && attemptOf(payment) === attempt) {
    const { authorizationId } = payment;
    if (isOverdue(payment)) await giveUpAction(deps, orderId, 'action-expired');
    else await syncPayment(deps, { orderId, authorizationId });
  }
  const now = await find(deps, orderId);
  if (now.status === 'absent' || (now.status !== 'voided' && attempt > attemptOf(now))) {
    throw problem('payment-not-found', `${orderId} has no attempt ${attempt}.`);
  }
  return resultOf(now);
}

/**
 * Gives up the attempt that waits for the customer: releases it at the provider, then records the
 * decline, so that a success after it finds nothing. Answers whether the provider confirmed it.
 */
export async function giveUpAction(
  deps: MoneyDeps,
  orderId: string,
  reason: DeclineCode,
): Promise<boolean> {
  const payment = await find(deps, orderId);
  if (payment.status !== 'requires-action') return true;
  const { authorizationId } = payment;
  const { outcome } = await deps.provider.release(orderId, authorizationId);
  if (outcome === 'unknown') return false;
  await transaction(deps.database, (trx) =>
    settleAction(deps, trx, orderId, { status: 'declined', authorizationId, reason }),
  );
  return true;
}

/** Gives up the actions whose time is over. Ends at the first that the provider does not confirm. */
export async function giveUpOverdueActions(deps: MoneyDeps): Promise<void> {
  for (const orderId of await listOverdueActions(deps.database, OVERDUE_BATCH)) {
    if (!(await giveUpAction(deps, orderId, 'action-expired'))) return;
  }
}

function isOverdue({ expiresAt }: { expiresAt: string }): boolean {
  return Date.parse(expiresAt) <= Date.now();
}

async function find({ database }: MoneyDeps, orderId: string): Promise<Payment> {
  return (await findPayments(database, [orderId])).get(orderId) ?? { status: 'absent' };
}
