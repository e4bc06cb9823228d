import type { Money } from '@commerce/contracts/money';
import type { OrderRefundKind } from '@commerce/contracts/order/order-refund';
import type { Saga } from 'dapr-actor-runtime/saga';
import { sagaPlans } from '../domain/saga-plans.ts';
import { refundedFor } from './refund-owed.ts';
import { ensureNotRefunded, refundOnce } from './refund-step.ts';
import { parkSaga, recorded, type SagaDeps, type SagaRun } from './saga-run.ts';

/** All that the step needs, so that it reads nothing. */
export interface RefundOrderInput extends SagaRun {
  refundId: string;
  amount: Money;
  kind: OrderRefundKind;
}

/**
 * Makes an approved refund without a return: asks payment, and only then records it. An operator may
 * decide to compensate, which moves no money: if the refund succeeded, its undo is refused. Each activity
 * is idempotent by the id of the refund.
 */
export const refundOrderSaga: Saga<(typeof sagaPlans)['refund-order'], RefundOrderInput, SagaDeps> =
  {
    name: 'refund-order.v1',
    plan: sagaPlans['refund-order'],
    steps: {
      'refund-payment': {
        run: ({ orderId, refundId, amount, kind }, { sidecar }) =>
          refundOnce(sidecar, orderId, { refundId, amount, kind }),
        undo: ({ orderId, refundId, amount }, { sidecar }) =>
          ensureNotRefunded(sidecar, orderId, { refundId, amount }),
      },
    },
    whenDone: {
      name: 'record-refunded',
      async run({ orderId, refundId, amount }, { activityOrders: orders, sidecar }) {
        const refundedMinor = await refundedFor(sidecar, orderId, { refundId, amount });
        if (refundedMinor === undefined) return { ok: false, reason: 'payment gives no answer' };
        return recorded(await orders(orderId).recordRefunded({ refundId, refundedMinor }));
      },
    },
    whenUndone: {
      name: 'record-refund-undone',
      run: async ({ orderId, refundId }, { activityOrders: orders }) =>
        recorded(await orders(orderId).recordRefundUndone({ refundId })),
    },
    whenParked: { name: 'park-refund', run: parkSaga('refund-order') },
  };
