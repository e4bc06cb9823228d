import { loadState } from '@commerce/runtime/streams';
import type { Route } from '@commerce/runtime/http';
import { decideErasure } from '../domain/erasure.ts';
import { orderDecider } from '../domain/order.ts';
import type { RouteDeps } from './index.ts';
import { orderIdOf } from './order-id.ts';
import { refusal } from './refusals.ts';

/** POST /orders/{id}/erasure: what is kept of a person without an account opens no more; 204. */
export function eraseOrder({ streams, personal }: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/orders/:id/erasure',
    async handle(ctx, params) {
      const id = orderIdOf(params);
      // No turn of its actor: that the payment is decided, and all else that counts, never changes.
      const { state } = await loadState(streams, orderDecider, id);
      const decision = decideErasure(state, personal.isShared);
      if (!decision.ok) throw refusal(decision);
      await personal.erase(decision.encrypted);
      ctx.status = 204;
    },
  };
}
