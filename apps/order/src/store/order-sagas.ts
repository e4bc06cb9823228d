import type { ParkedRow, RepairRecord } from '@commerce/contracts/order/order-repair';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import type { RepairRow, SagaPatch } from '../domain/order-sagas.ts';

/**
 * Merges patches into the rows of their workflows. The newest event wins, in whatever order they come.
 * The column `return_id` has the return, the refund or the parcel.
 */
export async function mergeSagas(
  db: Queryable,
  patches: SagaPatch[],
  table = 'order_sagas',
): Promise<void> {
  if (patches.length === 0) return;
  const keyOf = ({ orderId, saga, subjectId }: SagaPatch) => `${orderId} ${saga} ${subjectId}`;
  const sorted = patches.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await db.query({
    name: `merge-${table}`,
    text: `INSERT INTO ${table} AS known
             (order_id, saga, return_id, version, state, changed_at, step, reason, compensating)
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[],
                                $6::timestamptz[], $7::text[], $8::text[], $9::boolean[])
           ON CONFLICT (order_id, saga, return_id) DO UPDATE SET
             version = excluded.version, state = excluded.state,
             changed_at = excluded.changed_at, step = excluded.step, reason = excluded.reason,
             compensating = excluded.compensating
           WHERE excluded.version > known.version`,
    values: [
      sorted.map(({ orderId }) => orderId),
      sorted.map(({ saga }) => saga),
      sorted.map(({ subjectId }) => subjectId),
      sorted.map(({ version }) => version),
      sorted.map(({ state }) => state),
      sorted.map(({ changedAt }) => changedAt),
      sorted.map(({ parked }) => parked?.step ?? null),
      sorted.map(({ parked }) => parked?.reason ?? null),
      sorted.map(({ parked }) => parked?.compensating ?? null),
    ],
  });
}

/** Appends repairs to the audit, each once. */
export async function appendRepairs(
  db: Queryable,
  repairs: RepairRow[],
  table = 'repair_audit',
): Promise<void> {
  if (repairs.length === 0) return;
  await db.query({
    name: `append-${table}`,
    text: `INSERT INTO ${table} (event_id, order_id, return_id, at, done_by, action, saga, step,
                                 reason, note, personal)
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[],
                                $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
           ON CONFLICT DO NOTHING`,
    values: [
      repairs.map(({ eventId }) => eventId),
      repairs.map(({ orderId }) => orderId),
      repairs.map(({ subjectId }) => subjectId),
      repairs.map(({ at }) => at),
      repairs.map(({ by }) => by),
      repairs.map(({ action }) => action),
      repairs.map(({ saga }) => saga),
      repairs.map(({ step }) => step),
      repairs.map(({ reason }) => reason),
      repairs.map(({ note }) => note ?? null),
      repairs.map(({ personal }) => personal ?? null),
    ],
  });
}

/** A row of the list before its notes are decrypted, with the customer for the key. */
export interface StoredParked extends Omit<ParkedRow, 'repairs'> {
  customerId?: string;
  repairs: (RepairRecord & { personal?: string })[];
}

/** The last row of a page of parked workflows: the next page begins after it. */
export interface ParkedPosition {
  since: string;
  orderId: string;
  /** The return, refund or parcel; empty for a cancellation or a refused capture. */
  subjectId: string;
}

/** One page of the parked workflows, oldest first. */
export async function listParked(
  db: Queryable,
  { after, limit }: { after?: ParkedPosition | undefined; limit: number },
): Promise<StoredParked[]> {
  const { rows } = await db.query<{ item: StoredParked }>({
    name: 'list-parked',
    text: `SELECT json_strip_nulls(json_build_object(
             'orderId', order_id, 'saga', saga, 'step', step,
             'returnId', CASE WHEN saga = 'return-order' THEN return_id END,
             'refundId', CASE WHEN saga = 'refund-order' THEN return_id END,
             'shipmentId', CASE WHEN saga = 'shipped-anyway' THEN return_id END,
             'reason', reason, 'compensating', compensating,
             'since', to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             'customerId', (SELECT customer_id FROM order_summaries AS placed
                            WHERE placed.order_id = parked.order_id),
             'repairs', (
               SELECT coalesce(json_agg(json_build_object(
                 'eventId', event_id, 'by', done_by, 'action', action, 'step', audit.step,
                 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                 'reason', audit.reason, 'note', note, 'personal', personal) ORDER BY at, event_id), '[]')
               FROM repair_audit AS audit
               WHERE audit.order_id = parked.order_id AND audit.return_id = parked.return_id
                 AND audit.saga = parked.saga)
           )) AS item
           FROM order_sagas AS parked
           WHERE state = 'parked'
             -- An order that is given up needs no capture any more.
             AND NOT (saga = 'ship-order' AND EXISTS (
               SELECT FROM order_summaries AS ended WHERE ended.order_id = parked.order_id
                 AND ended.status IN ('cancelling', 'cancelled')))
             AND ($1::timestamptz IS NULL
                  OR (changed_at, order_id, return_id) > ($1, $2::text, $3::text))
           ORDER BY changed_at, order_id, return_id LIMIT $4`,
    values: [after?.since ?? null, after?.orderId ?? null, after?.subjectId ?? null, limit],
  });
  return rows.map(({ item }) => item);
}
