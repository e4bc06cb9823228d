import type { SagaName } from '@commerce/contracts/order/order-repair';
import type { Parking, SagaActivity } from '@commerce/runtime/saga';
import type { sagaPlans } from '../domain/saga-plans.ts';
import type { SagaDeps, SagaRun } from './saga-run.ts';

/** Longest reason that an event stores, characters; the log has the whole text. */
const MAX_REASON = 500;

/** The activity by which a saga records in its order that it waits for a person. */
export function parkSaga<Name extends SagaName>(
  saga: Name,
): SagaActivity<SagaRun & { returnId?: string } & Parking<(typeof sagaPlans)[Name]>, SagaDeps> {
  return async ({ orderId, returnId, run = 0, step, reason, compensating }, { orders }) => {
    const answer = await orders(orderId).recordParked({
      saga,
      ...(returnId === undefined ? {} : { returnId }),
      run,
      step,
      reason: reason.slice(0, MAX_REASON),
      compensating,
    });
    return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
  };
}
