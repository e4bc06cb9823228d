import type { OrderEventType } from '@commerce/contracts/order/order-events';
import { inboxHandler, Undeliverable } from 'dapr-actor-runtime/subscriber';
import type { InventoryDeps } from '../deps.ts';
import type { ClosingCommand } from '../domain/reservation.ts';
import { settleReservations } from '../use-cases/settle-reservations.ts';

const commandByEvent = {
  'OrderConfirmed.v1': 'commit',
  // The order's own process has released by now; this makes up for what it did not finish.
  'OrderRejected.v1': 'release',
  'OrderCancelled.v1': 'release',
} satisfies Partial<Record<OrderEventType, ClosingCommand>>;

/** Settles reservations as their orders ended, a whole batch in one transaction. */
export const settleReservationWhenOrderEnds = inboxHandler<InventoryDeps>({
  consumer: 'reservation',
  types: Object.keys(commandByEvent),
  async apply(deps, trx, events) {
    const settlements = events.map(({ id, type, stream, correlationId }) => ({
      orderId: stream,
      command: commandByEvent[type as keyof typeof commandByEvent],
      eventId: id,
      correlationId,
    }));
    for (const [orderId, closing] of await settleReservations(deps, trx, settlements)) {
      if (!closing.ok) throw new Undeliverable(`${closing.code}: ${orderId} was confirmed`);
    }
  },
});
