import type { Queryable, Trx } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';

/**
 * A row can become visible after one with a higher position for as long as its transaction may run
 * (the store's limit is 20 s), so a stored position stays this far behind, ms.
 */
export const SETTLED_AFTER_MS = 60_000;

/**
 * Whether a row of the store is an event. As a plain condition, the planner would find all events by
 * their keys and sort them for each page, instead of scanning the positions.
 */
export const IS_EVENT = `CASE WHEN key LIKE 'order||order-%' THEN true ELSE false END`;
/** The order id and the number of an event, both as text, from the key of its row. */
export const STREAM_OF_KEY = `substring(key FROM '^order\\|\\|order-(.*)-[0-9]+$')`;
export const SEQ_OF_KEY = `substring(key FROM '[0-9]+$')`;

/**
 * A committed event row of the Dapr state store (PostgreSQL, v2). `delivered`: the app's own consumer
 * has applied the event, or it is a dead letter, which is redelivered.
 */
export interface StreamRow {
  position: number;
  stream: string;
  seq: number;
  delivered: boolean;
  ageMs: number;
}

/** Locks the audit's mark for this transaction; undefined if another replica has locked it. */
export async function takeAuditMark(trx: Trx): Promise<number | undefined> {
  const { rows } = await trx.query<{ position: number }>(
    'SELECT position FROM stream_audit FOR UPDATE SKIP LOCKED',
  );
  return rows[0]?.position;
}

/** Moves the audit's mark: every row up to it has been delivered. */
export async function moveAuditMark(trx: Trx, position: number): Promise<void> {
  await trx.query('UPDATE stream_audit SET position = $1', [position]);
}

/** Whether the audit has passed all event rows that are at least this many days old. */
export async function isAudited(db: Queryable, days: number): Promise<boolean> {
  const { rows } = await db.query<{ audited: boolean }>(
    `SELECT coalesce((
       SELECT created_at > now() - make_interval(days => $1) FROM stream_state
       WHERE row_id > (SELECT position FROM stream_audit) AND ${IS_EVENT}
       ORDER BY row_id LIMIT 1), true) AS audited`,
    [days],
  );
  return rows[0]?.audited === true;
}

/** Event rows after a position that are older than `olderThanMs`, in the order of their commits. */
export async function readStreamRows(
  db: Queryable,
  {
    after,
    olderThanMs,
    consumer,
    limit,
  }: { after: number; olderThanMs: number; consumer: string; limit: number },
): Promise<StreamRow[]> {
  const { rows } = await db.query<{
    position: number;
    stream: string;
    seq: number;
    delivered: boolean;
    age_ms: number;
  }>({
    name: 'read-stream-rows',
    // OFFSET 0 makes PostgreSQL parse each key once and look up each event by itself: otherwise it may
    // read the whole inbox.
    text: `SELECT position, stream, seq, age_ms,
             EXISTS (SELECT FROM inbox WHERE consumer = $3 AND event_id = id OFFSET 0)
             OR EXISTS (SELECT FROM dead_letter WHERE event_id = id OFFSET 0) AS delivered
           FROM (SELECT row_id AS position, age_ms, stream, seq, stream || ':' || seq AS id
                 FROM (SELECT row_id, key,
                              (extract(epoch FROM now() - created_at) * 1000)::float8 AS age_ms
                       FROM stream_state
                       WHERE row_id > $1 AND created_at < now() - make_interval(secs => $2 / 1000.0)
                         AND ${IS_EVENT}
                       ORDER BY row_id LIMIT $4) AS page,
                   LATERAL (SELECT ${STREAM_OF_KEY} AS stream,
                                   ${SEQ_OF_KEY}::int AS seq OFFSET 0) AS named
                ) AS committed
           ORDER BY position`,
    values: [after, olderThanMs, consumer, limit],
  });
  return rows.map(({ age_ms: ageMs, ...row }) => ({ ...row, ageMs }));
}

/** Committed events after a position, oldest first; up to `upTo`, or all that are visible now. */
export async function readCommittedEvents(
  db: Queryable,
  { after, upTo, limit }: { after: number; upTo?: number | undefined; limit: number },
): Promise<{ position: number; event: StreamEvent }[]> {
  const { rows } = await db.query<{ position: number; event: StreamEvent }>({
    name: 'read-committed-events',
    text: `SELECT row_id AS position, convert_from(value, 'utf8')::json AS event
           FROM stream_state
           WHERE row_id > $1 AND ($2::bigint IS NULL OR row_id <= $2)
             AND ${IS_EVENT}
           ORDER BY row_id LIMIT $3`,
    values: [after, upTo ?? null, limit],
  });
  return rows;
}

/** The position up to which no further row can become visible; 0 if there is none. */
export async function settledPosition(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ position: number | null }>(
    `SELECT max(row_id) AS position FROM stream_state
     WHERE created_at < now() - make_interval(secs => $1 / 1000.0)`,
    [SETTLED_AFTER_MS],
  );
  return rows[0]?.position ?? 0;
}
