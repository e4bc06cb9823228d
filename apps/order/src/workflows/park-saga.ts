import type { OrderMethods } from '@commerce/contracts/order/order-actor';
import type { SagaName } from '@commerce/contracts/order/order-repair';
import type { Activity } from '@commerce/runtime/saga';

/** Longest reason that an event keeps; the whole text is in the log. */
const MAX_REASON = 500;

interface ParkingInput {
  orderId: string;
  returnId?: string;
  run?: number;
  step: string;
  reason: string;
  compensating: boolean;
}

/** The activity by which a workflow tells its order that it waits for a person. */
export function parkSaga(
  saga: SagaName,
  orders: (id: string) => Pick<OrderMethods, 'recordParked'>,
): Activity {
  return async ({ orderId, returnId, run = 0, step, reason, compensating }: ParkingInput) => {
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
