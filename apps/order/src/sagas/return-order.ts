import type { Money } from '@commerce/contracts/money';
import type { Saga } from '@commerce/runtime/saga';
import { findRefund, refundPayment } from '../clients/payment.ts';
import { sagaPlans } from '../domain/saga-plans.ts';
import { parkSaga } from './park-saga.ts';
import type { SagaDeps, SagaRun } from './saga-run.ts';

/** Everything that the steps need, so that they read nothing. */
export interface ReturnOrderInput extends SagaRun {
  returnId: string;
  lines: { sku: string; quantity: number }[];
  refund: Money;
}

/**
 * Ends a return whose units have arrived: puts them back into stock, refunds their amount, and only
 * then records the end. A person may decide to undo it: the units leave the stock again and go back
 * to the customer. A refund is never taken back: one that went through refuses the undo. Each
 * activity is idempotent by the id of the return.
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
          const result = await refundPayment(sidecar, orderId, {
            refundId: returnId,
            amount: refund,
          });
          if (result.outcome === 'refunded') return { ok: true };
          // A declined refund moved no money: only a person can tell whether another try makes sense.
          return { ok: false, reason: result.reason, final: result.outcome === 'declined' };
        },
        // Moves no money: it only makes sure that there is no refund.
        async undo({ orderId, returnId, refund }, { sidecar }) {
          if (refund.amountMinor === 0) return { ok: true };
          switch (await findRefund(sidecar, orderId, returnId)) {
            case 'absent':
            case 'refused':
              return { ok: true };
            case 'done':
              return { ok: false, reason: 'the refund has gone through', final: true };
            case 'open':
              return { ok: false, reason: 'the refund is still under way' };
            case 'unknown':
              return { ok: false, reason: 'payment does not say whether it refunded' };
          }
        },
      },
    },
    whenDone: {
      name: 'record-returned',
      async run({ orderId, returnId }, { orders }) {
        const answer = await orders(orderId).recordReturned({ returnId });
        return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
      },
    },
    whenUndone: {
      name: 'record-return-declined',
      async run({ orderId, returnId }, { orders }) {
        const answer = await orders(orderId).recordReturnDeclined({ returnId });
        return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
      },
    },
    whenParked: { name: 'park-return', run: parkSaga('return-order') },
  };
