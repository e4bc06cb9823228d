import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { productsIn } from '../domain/order-products.ts';
import { repairRows, sagaPatches } from '../domain/order-sagas.ts';
import { summarize } from '../domain/order-summary.ts';
import { mergeProducts } from '../store/order-products.ts';
import { appendRepairs, mergeSagas } from '../store/order-sagas.ts';
import { mergeSummaries } from '../store/order-summaries.ts';

/**
 * Applies events to the read models. Any order and any repetition of events gives the same rows.
 * `prefix` names tables of the same shapes beside the live ones.
 */
export async function updateReadModels(
  db: Queryable,
  events: StreamEvent[],
  prefix = '',
): Promise<void> {
  await mergeSummaries(db, summarize(events), `${prefix}order_summaries`);
  await mergeProducts(db, productsIn(events), `${prefix}order_products`);
  await mergeSagas(db, sagaPatches(events), `${prefix}order_sagas`);
  await appendRepairs(db, repairRows(events), `${prefix}repair_audit`);
}
