import type { RestockRequest } from '@commerce/contracts/inventory/reservation-actor';
import type { Money } from '@commerce/contracts/money';
import type { Saga } from 'dapr-actor-runtime/saga';
import { sagaPlans } from '../domain/saga-plans.ts';
import { refundedFor, refundOwed } from './refund-owed.ts';
import { ensureNotRefunded } from './refund-step.ts';
import { parkSaga, recorded, type SagaDeps, type SagaRun } from './saga-run.ts';

/** All that the steps need, so that they read nothing. */
export interface ReturnOrderInput extends SagaRun {
  returnId: string;
  lines: RestockRequest['lines'];
  refund: Money;
}

/**
 * Ends a return whose units have arrived: restocks them, refunds their amount, and only then records
 * the end. An operator may decide to compensate: the units leave the stock again and go back to the
 * customer. A refund is never taken back: if it succeeded, its undo is refused. Each activity is
 * idempotent by the id of the return.
 */
export const returnOrderSaga: Saga<(typeof sagaPlans)['return-order'], ReturnOrderInput, SagaDeps> =
  {
    name: 'return-order.v1',
    plan: sagaPlans['return-order'],
    steps: {
      'restock-return': {
        async run({ orderId, returnId, lines }, { reservations }) {
          await reservations(orderId).restock({ returnId, lines });
          return { ok: true };
        },
        async undo({ orderId, returnId }, { reservations }) {
          await reservations(orderId).withdrawRestock({ returnId });
          return { ok: true };
        },
      },
      'refund-return': {
        async run({ orderId, returnId, refund }, { sidecar }) {
          if (refund.amountMinor === 0) return { ok: true };
          const result = await refundOwed(sidecar, orderId, { refundId: returnId, amount: refund });
          if (result.outcome === 'refunded') return { ok: true };
          // A declined refund moved no money: an operator decides whether another try makes sense.
          return { ok: false, reason: result.reason, final: result.outcome === 'declined' };
        },
        undo: ({ orderId, returnId, refund }, { sidecar }) =>
          ensureNotRefunded(sidecar, orderId, { refundId: returnId, amount: refund }),
      },
    },
    whenDone: {
      name: 'record-returned',
      async run({ orderId, returnId, refund }, { activityOrders: orders, sidecar }) {
        const refundedMinor = await refundedFor(sidecar, orderId, {
          refundId: returnId,
          amount: refund,
        });
        if (refundedMinor === undefined) return { ok: false, reason: 'payment gives no answer' };
        return recorded(await orders(orderId).recordReturned({ returnId, refundedMinor }));
      },
    },
    whenUndone: {
      name: 'record-return-declined',
      run: async ({ orderId, returnId }, { activityOrders: orders }) =>
        recorded(await orders(orderId).recordReturnDeclined({ returnId })),
    },
    whenParked: { name: 'park-return', run: parkSaga('return-order') },
  };
