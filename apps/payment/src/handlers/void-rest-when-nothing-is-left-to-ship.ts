import { Type } from 'typebox';
import { Money } from '@commerce/contracts/money';
import type { OrderEventType } from '@commerce/contracts/order/order-events';
import { compileSchema } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, type EventHandler } from '@commerce/runtime/subscriber';
import type { OpenWork } from '../provider/open-work.ts';
import { lockPayments, recordCaptureTotal, recordVoidOfRest } from '../store/payments.ts';

const TYPES: OrderEventType[] = ['OrderShipped.v1', 'OrderLinesCancelled.v1'];

/** What this app needs of the event after which nothing ships any more; the others lack it. */
const LastOfOrder = compileSchema(Type.Object({ captureTotal: Money }));

/**
 * What is authorized and will never be captured is given back, once the captures that are recorded
 * add up to what the order will be captured for in all: an event of an earlier shipment may still
 * be on its way, and its capture must not be overtaken by the void. Stands behind the handler of
 * the captures, so that the last of them completes the sum whichever event comes last.
 */
export function voidRestWhenNothingIsLeftToShip({
  database,
  openWork,
}: {
  database: Database;
  openWork: OpenWork;
}): EventHandler {
  const recording = inboxHandler({
    consumer: 'payment-rest',
    types: TYPES,
    database,
    async apply(trx, events) {
      const orderIds = [...new Set(events.map(({ stream }) => stream))];
      // What is read after the locks shows every capture that was recorded before them.
      await lockPayments(trx, orderIds);
      for (const { stream, data } of events) {
        if (LastOfOrder.validator.Check(data)) {
          await recordCaptureTotal(trx, stream, data.captureTotal);
        }
      }
      await recordVoidOfRest(trx, orderIds);
    },
  });
  return {
    ...recording,
    async handle(events) {
      await recording.handle(events);
      openWork.kick();
    },
  };
}
