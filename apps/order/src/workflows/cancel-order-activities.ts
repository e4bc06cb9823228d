import type { CancelOrderInput } from '@commerce/contracts/order/cancel-order-workflow';
import { OrderActor } from '@commerce/contracts/order/order-actor';
import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { actorReferences } from '@commerce/runtime/actors';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { voidPayment } from '../clients/payment.ts';
import type { cancelOrderSaga } from './cancel-order.ts';
import { parkSaga } from './park-saga.ts';
import type { SagaActivities } from './saga-activities.ts';

const ACTOR_TIMEOUT_MS = 10_000;

/** The IO of cancel-order.v1. Each step is idempotent by the order's id. */
export function cancelOrderActivities(sidecar: Sidecar): SagaActivities<typeof cancelOrderSaga> {
  const reservations = actorReferences(sidecar, ReservationActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  const orders = actorReferences(sidecar, OrderActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  return {
    async 'release-stock'({ orderId }: CancelOrderInput) {
      const { status } = await reservations(orderId).release({});
      return status === 'committed'
        ? { ok: false, reason: 'the reservation stayed committed' }
        : { ok: true };
    },
    async 'void-payment'({ orderId }: CancelOrderInput) {
      const result = await voidPayment(sidecar, orderId);
      return result.outcome === 'voided' ? { ok: true } : { ok: false, reason: result.reason };
    },
    async 'record-compensated'({ orderId }: CancelOrderInput) {
      const answer = await orders(orderId).recordCompensated({});
      return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
    },
    'park-cancellation': parkSaga('cancel-order', orders),
  };
}
