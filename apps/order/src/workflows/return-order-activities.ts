import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { OrderActor } from '@commerce/contracts/order/order-actor';
import type { ReturnOrderInput } from '@commerce/contracts/order/return-order-workflow';
import { actorReferences } from '@commerce/runtime/actors';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { findRefund, refundPayment } from '../clients/payment.ts';
import { parkSaga } from './park-saga.ts';
import type { returnOrderSaga } from './return-order.ts';
import type { SagaActivities } from './saga-activities.ts';

const ACTOR_TIMEOUT_MS = 10_000;

/** The IO of return-order.v1. Each step, and each undo, is idempotent by the return's id. */
export function returnOrderActivities(sidecar: Sidecar): SagaActivities<typeof returnOrderSaga> {
  const reservations = actorReferences(sidecar, ReservationActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  const orders = actorReferences(sidecar, OrderActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  return {
    async 'restock-return'({ orderId, returnId, lines }: ReturnOrderInput) {
      await reservations(orderId).restock({ returnId, lines });
      return { ok: true };
    },
    async 'withdraw-restock'({ orderId, returnId }: ReturnOrderInput) {
      await reservations(orderId).withdrawRestock({ returnId });
      return { ok: true };
    },

    async 'refund-return'({ orderId, returnId, refund }: ReturnOrderInput) {
      if (refund.amountMinor === 0) return { ok: true };
      const result = await refundPayment(sidecar, orderId, { refundId: returnId, amount: refund });
      if (result.outcome === 'refunded') return { ok: true };
      // A declined refund moved nothing: only a person can say whether another try makes sense.
      return { ok: false, reason: result.reason, final: result.outcome === 'declined' };
    },
    async 'ensure-not-refunded'({ orderId, returnId, refund }: ReturnOrderInput) {
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

    async 'record-returned'({ orderId, returnId }: ReturnOrderInput) {
      const answer = await orders(orderId).recordReturned({ returnId });
      return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
    },
    async 'record-return-declined'({ orderId, returnId }: ReturnOrderInput) {
      const answer = await orders(orderId).recordReturnDeclined({ returnId });
      return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
    },
    'park-return': parkSaga('return-order', orders),
  };
}
