import type { Saga } from '@commerce/runtime/saga';
import { voidPayment } from '../clients/payment.ts';
import { sagaPlans } from '../domain/saga-plans.ts';
import { parkSaga } from './park-saga.ts';
import type { SagaDeps, SagaRun } from './saga-run.ts';

export type CancelOrderInput = SagaRun;

/**
 * Undoes what an order holds: releases its stock, voids its payment, and only then records the end.
 * Each activity is idempotent by the id of the order.
 */
export const cancelOrderSaga: Saga<(typeof sagaPlans)['cancel-order'], CancelOrderInput, SagaDeps> =
  {
    name: 'cancel-order.v1',
    plan: sagaPlans['cancel-order'],
    steps: {
      'release-stock': {
        async run({ orderId }, { reservations }) {
          const { status } = await reservations(orderId).release({});
          return status === 'committed'
            ? { ok: false, reason: 'the reservation stayed committed' }
            : { ok: true };
        },
      },
      'void-payment': {
        async run({ orderId }, { sidecar }) {
          const result = await voidPayment(sidecar, orderId);
          return result.outcome === 'voided' ? { ok: true } : { ok: false, reason: result.reason };
        },
      },
    },
    whenDone: {
      name: 'record-compensated',
      async run({ orderId }, { orders }) {
        const answer = await orders(orderId).recordCompensated({});
        return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
      },
    },
    whenParked: { name: 'park-cancellation', run: parkSaga('cancel-order') },
  };
