import type { Queryable } from 'dapr-actor-runtime/postgres';
import { eventTable, SETTLED_AFTER_MS, type StreamEvent } from 'dapr-actor-runtime/streams';

export const STREAM_TABLE = 'stream_state';
export const STREAM_KIND = 'order';
/** The events of orders as rows of Dapr's state store. */
export const orderEvents = eventTable({ name: STREAM_TABLE, appId: 'order', kind: STREAM_KIND });

/** Committed events after a position, oldest first; up to `upTo`, or all that are visible now. */
export async function readCommittedEvents(
  db: Queryable,
  { after, upTo, limit }: { after: number; upTo?: number | undefined; limit: number },
): Promise<{ position: number; event: StreamEvent }[]> {
  const { rows } = await db.query<{ position: number; event: StreamEvent }>({
    name: 'read-committed-events',
    text: `SELECT row_id AS position, convert_from(value, 'utf8')::json AS event
           FROM ${STREAM_TABLE}
           WHERE row_id > $1 AND ($2::bigint IS NULL OR row_id <= $2)
             AND ${orderEvents.isEvent}
           ORDER BY row_id LIMIT $3`,
    values: [after, upTo ?? null, limit],
  });
  return rows;
}

/** The position up to which no further row can become visible; 0 if there is none. */
export async function settledPosition(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ position: number | null }>(
    `SELECT max(row_id) AS position FROM ${STREAM_TABLE}
     WHERE created_at < now() - make_interval(secs => $1 / 1000.0)`,
    [SETTLED_AFTER_MS],
  );
  return rows[0]?.position ?? 0;
}
