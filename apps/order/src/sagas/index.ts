import { ReservationActor } from '@commerce/contracts/inventory/reservation-actor';
import { OrderActor } from '@commerce/contracts/order/order-actor';
import { actorReferences } from '@commerce/runtime/actors';
import { hostSagas } from '@commerce/runtime/saga';
import type { Sidecar } from '@commerce/runtime/sidecar';
import { cancelOrderSaga } from './cancel-order.ts';
import { returnOrderSaga } from './return-order.ts';

/** How long an activity waits for an actor, ms; the saga tries again after that. */
const ACTOR_TIMEOUT_MS = 10_000;

/** The workflows and activities of this app by their wire names. */
export function orderSagas(sidecar: Sidecar): ReturnType<typeof hostSagas> {
  const timeout = { timeoutMs: ACTOR_TIMEOUT_MS };
  return hostSagas([cancelOrderSaga, returnOrderSaga], {
    sidecar,
    reservations: actorReferences(sidecar, ReservationActor, timeout),
    orders: actorReferences(sidecar, OrderActor, timeout),
  });
}
