import { withFirstEvents } from 'dapr-actor-runtime/streams';
import { inboxHandler } from 'dapr-actor-runtime/subscriber';
import type { OrderDeps } from '../deps.ts';
import { summarizedTypes } from '../domain/order-summary.ts';
import { SUMMARY_CONSUMER } from '../store/read-models.ts';
import { updateReadModels } from '../use-cases/update-read-models.ts';

/** Updates the read models (GET /orders, GET /orders/parked, the audit of repairs). */
export const summarizeOrders = inboxHandler<Pick<OrderDeps, 'database' | 'streams'>>({
  consumer: SUMMARY_CONSUMER,
  types: summarizedTypes,
  complete: ({ streams }, events) => withFirstEvents(streams, events),
  apply: (_, trx, events) => updateReadModels(trx, events),
});
