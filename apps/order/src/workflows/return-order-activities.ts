import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { OrderActor } from '@commerce/contracts/order/order-actor';
import type { ReturnOrderInput } from '@commerce/contracts/order/return-order-workflow';
import { actorReferences } from '@commerce/runtime/actors';
import type { Failpoint } from '@commerce/runtime/failpoints';
import type { Activity } from '@commerce/runtime/saga';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { refundPayment } from '../clients/payment.ts';
import type { returnOrderSteps } from './return-order.ts';

const ACTOR_TIMEOUT_MS = 10_000;

/** The IO of return-order.v1. Each step is idempotent by the return's id. */
export function returnOrderActivities({
  sidecar,
  failpoint,
}: {
  sidecar: Sidecar;
  failpoint: Failpoint;
}): Record<(typeof returnOrderSteps)[number], Activity> {
  const reservations = actorReferences(sidecar, ReservationActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  const orders = actorReferences(sidecar, OrderActor, { timeoutMs: ACTOR_TIMEOUT_MS });
  return {
    async 'restock-return'({ orderId, returnId, lines }: ReturnOrderInput) {
      await reservations(orderId).restock({ returnId, lines });
      failpoint('after-restock-return');
      return { ok: true };
    },
    async 'refund-return'({ orderId, returnId, refund }: ReturnOrderInput) {
      if (refund.amountMinor === 0) return { ok: true };
      const result = await refundPayment(sidecar, orderId, { refundId: returnId, amount: refund });
      failpoint('after-refund-return');
      return result.outcome === 'refunded' ? { ok: true } : { ok: false, reason: result.reason };
    },
    async 'record-returned'({ orderId, returnId }: ReturnOrderInput) {
      const answer = await orders(orderId).recordReturned({ returnId });
      return answer.ok ? { ok: true } : { ok: false, reason: answer.detail };
    },
  };
}
