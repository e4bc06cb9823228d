import type { Saga } from 'dapr-actor-runtime/saga';
import { voidPayment } from '../clients/payment.ts';
import { sagaPlans } from '../domain/saga-plans.ts';
import { parkSaga, recorded, type SagaDeps, type SagaRun } from './saga-run.ts';

export type CancelOrderInput = SagaRun;

/**
 * The compensation of an order: releases its stock, voids its payment, and only then records the end. Each
 * activity is idempotent by the id of the order.
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
            ? { ok: false, reason: 'the reservation is still committed' }
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
      run: async ({ orderId }, { activityOrders: orders }) =>
        recorded(await orders(orderId).recordCompensated({})),
    },
    whenParked: { name: 'park-cancellation', run: parkSaga('cancel-order') },
  };
