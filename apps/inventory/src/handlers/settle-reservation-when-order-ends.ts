import type { OrderEventType } from '@commerce/contracts/order/order-events';
import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, Undeliverable, type EventHandler } from '@commerce/runtime/subscriber';
import type { ClosingCommand } from '../domain/reservation.ts';
import { settleReservations } from '../store/reservations.ts';
import type { FreeUnits } from '../sweeps/free-units.ts';

const commandByEvent = {
  'OrderConfirmed.v1': 'commit',
  // The order's own process has released by now; this heals what it left behind.
  'OrderRejected.v1': 'release',
  'OrderCancelled.v1': 'release',
} satisfies Partial<Record<OrderEventType, ClosingCommand>>;

/** Ends reservations as their orders ended, a whole batch in one transaction. */
export function settleReservationWhenOrderEnds({
  database,
  free,
}: {
  database: Database;
  free: FreeUnits;
}): EventHandler {
  const settle = (settled: (fillable: string[]) => void) =>
    inboxHandler({
      consumer: 'reservation',
      types: Object.keys(commandByEvent),
      database,
      async apply(trx, events) {
        const { answers, fillable } = await settleReservations(
          trx,
          events.map(({ id, type, stream, correlationId }) => ({
            orderId: stream,
            command: commandByEvent[type as keyof typeof commandByEvent],
            eventId: id,
            correlationId,
          })),
        );
        for (const [orderId, closing] of answers) {
          if (!closing.ok) throw new Undeliverable(`${closing.code}: ${orderId} was confirmed`);
        }
        settled(fillable);
      },
    });
  const { consumer, types } = settle(() => {});
  return {
    consumer,
    types,
    async handle(events) {
      let freed: string[] = [];
      await settle((fillable) => (freed = fillable)).handle(events);
      await free.after(freed);
    },
  };
}
