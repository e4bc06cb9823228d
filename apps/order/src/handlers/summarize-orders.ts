import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, type EventHandler } from '@commerce/runtime/subscriber';
import { summarizedTypes } from '../domain/order-summary.ts';
import { applyToReadModels } from '../store/read-models.ts';

/** The inbox name of this consumer; every event of every order passes it. */
export const SUMMARY_CONSUMER = 'order-summary';

/** Keeps what is read across orders (GET /orders, GET /orders/parked, the audit of repairs). */
export function summarizeOrders(database: Database): EventHandler {
  return inboxHandler({
    consumer: SUMMARY_CONSUMER,
    types: summarizedTypes,
    database,
    apply: (trx, events) => applyToReadModels(trx, events),
  });
}
