import type { OrderEventType } from '@commerce/contracts/order/order-events';
import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, type EventHandler } from '@commerce/runtime/subscriber';
import { recordVoidOfAuthorized } from '../store/payments.ts';

const TYPES: OrderEventType[] = ['OrderRejected.v1', 'OrderCancelled.v1'];

/**
 * The second line behind the order's own compensation: an order that has ended without a sale
 * keeps no money. The sweep tells the provider, because no call belongs in the transaction.
 */
export function voidPaymentWhenOrderEnded(database: Database): EventHandler {
  return inboxHandler({
    consumer: 'payment',
    types: TYPES,
    database,
    apply: (trx, events) => recordVoidOfAuthorized(trx, [...new Set(events.map((e) => e.stream))]),
  });
}
