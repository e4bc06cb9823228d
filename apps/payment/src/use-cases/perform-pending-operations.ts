import type { MoneyDeps } from '../deps.ts';
import { listPendingOperations } from '../store/operations.ts';
import { listPendingVoids, markVoidTried } from '../store/payments.ts';
import { giveUpOverdueActions } from './complete-action.ts';
import { performOperation } from './perform-operation.ts';
import { confirmVoid } from './void-payment.ts';

/** Voids that one round confirms at most. */
const VOID_BATCH = 50;
/** Operations that one query reads. */
const OPERATION_BATCH = 48;
/** Operations of a batch that run at the provider at the same time. */
const CONCURRENCY = 8;

/**
 * Has the provider perform every void, capture and refund that is recorded and pending, and gives up
 * the attempts whose customer has not acted in time.
 */
export async function performPendingOperations(deps: MoneyDeps): Promise<void> {
  await giveUpOverdueActions(deps);
  await confirmPendingVoids(deps);
  await performCapturesAndRefunds(deps);
}

/** Ends at the first unconfirmed void, so that an unavailable provider costs one call a round. */
async function confirmPendingVoids(deps: MoneyDeps): Promise<void> {
  for (const orderId of await listPendingVoids(deps.database, VOID_BATCH)) {
    const { outcome } = await confirmVoid(deps, orderId);
    if (outcome === 'voided') continue;
    await markVoidTried(deps.database, orderId);
    return;
  }
}

/**
 * Ends when none is pending or an answer is unclear, so that an unavailable provider costs a few
 * calls a round.
 */
async function performCapturesAndRefunds(deps: MoneyDeps): Promise<void> {
  for (;;) {
    const pending = await listPendingOperations(deps.database, OPERATION_BATCH);
    for (let from = 0; from < pending.length; from += CONCURRENCY) {
      const answers = await Promise.all(
        pending
          .slice(from, from + CONCURRENCY)
          .map(({ orderId, operation }) => performOperation(deps, orderId, operation)),
      );
      if (answers.some(({ outcome }) => outcome === 'unknown')) return;
    }
    if (pending.length < OPERATION_BATCH) return;
  }
}
