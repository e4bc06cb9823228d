import type { Queryable } from '@commerce/runtime/postgres';
import type { StreamEvent } from '@commerce/runtime/streams';
import { repairRows, sagaPatches } from '../domain/order-sagas.ts';
import { summarize } from '../domain/order-summary.ts';
import { appendRepairs, mergeSagas } from './order-sagas.ts';
import { mergeSummaries } from './order-summaries.ts';

/** A table that is made from events: its key, and the columns that only events decide. */
export interface ReadModel {
  table: string;
  key: readonly string[];
  /** The others say when a sweep looked last; a rebuild leaves them as they are. */
  derived: readonly string[];
}

/** What this app makes from its streams, and can therefore make again. */
export const readModels = [
  {
    table: 'order_summaries',
    key: ['order_id'],
    derived: [
      'status',
      'version',
      'changed_at',
      'customer_id',
      'total_minor',
      'currency',
      'placed_at',
      'confirmed_minor',
    ],
  },
  {
    table: 'order_sagas',
    key: ['order_id', 'saga', 'return_id'],
    derived: ['version', 'state', 'changed_at', 'step', 'reason', 'compensating'],
  },
  {
    table: 'repair_audit',
    key: ['event_id'],
    derived: [
      'order_id',
      'return_id',
      'at',
      'done_by',
      'action',
      'saga',
      'step',
      'reason',
      'note',
      'personal',
    ],
  },
] as const satisfies ReadModel[];

/**
 * Applies events to the read models. Any order and any repetition of events ends in the same rows.
 * `prefix` names tables of the same shapes beside the live ones.
 */
export async function applyToReadModels(
  db: Queryable,
  events: StreamEvent[],
  prefix = '',
): Promise<void> {
  await mergeSummaries(db, summarize(events), `${prefix}order_summaries`);
  await mergeSagas(db, sagaPatches(events), `${prefix}order_sagas`);
  await appendRepairs(db, repairRows(events), `${prefix}repair_audit`);
}
