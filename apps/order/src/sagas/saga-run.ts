import type { Parking, SagaActivity, SagaInput, StepResult } from 'dapr-actor-runtime/saga';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import type { OrderDeps } from '../deps.ts';
import { MAX_REASON } from '../domain/order-state.ts';
import type { sagaPlans, WorkflowName } from '../domain/saga-plans.ts';

/** What the activities of the sagas call. */
export type SagaDeps = Pick<OrderDeps, 'sidecar' | 'reservations' | 'activityOrders'>;

/** The part of a workflow's input that every saga of an order has. */
export interface SagaRun extends SagaInput {
  orderId: string;
  /** Counts from 0; each repair starts the next run. */
  run?: number | undefined;
  correlationId?: string | undefined;
}

/** The result of an activity that records something in its order. */
export function recorded(answer: OrderAnswer): StepResult {
  return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
}

/** The activity by which a saga records in its order that it is parked. */
export function parkSaga<Name extends WorkflowName>(
  saga: Name,
): SagaActivity<
  SagaRun & { returnId?: string; refundId?: string } & Parking<(typeof sagaPlans)[Name]>,
  SagaDeps
> {
  return async (
    { orderId, returnId, refundId, run = 0, step, reason, compensating },
    { activityOrders: orders },
  ) =>
    recorded(
      await orders(orderId).recordParked({
        saga,
        ...(returnId === undefined ? {} : { returnId }),
        ...(refundId === undefined ? {} : { refundId }),
        run,
        step,
        reason: reason.slice(0, MAX_REASON),
        compensating,
      }),
    );
}
