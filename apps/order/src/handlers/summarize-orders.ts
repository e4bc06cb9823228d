import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, type EventHandler } from '@commerce/runtime/subscriber';
import { summarize, summarizedTypes } from '../domain/order-summary.ts';
import { mergeSummaries } from '../store/order-summaries.ts';

/** The inbox name of this consumer; every event of every order passes it. */
export const SUMMARY_CONSUMER = 'order-summary';

/** Keeps the list of orders (GET /orders) from their events. */
export function summarizeOrders(database: Database): EventHandler {
  return inboxHandler({
    consumer: SUMMARY_CONSUMER,
    types: summarizedTypes,
    database,
    apply: (trx, events) => mergeSummaries(trx, summarize(events)),
  });
}
