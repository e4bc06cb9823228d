import type { Queryable, Trx } from '@commerce/runtime/postgres';

/**
 * A committed event row as the Dapr state store (PostgreSQL, v2) keeps it, with whether the app's
 * own consumer has seen it.
 */
export interface StreamRow {
  position: number;
  stream: string;
  seq: number;
  delivered: boolean;
  ageMs: number;
}

/** Takes the audit's mark for this transaction; undefined when another replica has it. */
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
    text: `SELECT position, stream, seq, age_ms,
             EXISTS (SELECT FROM inbox WHERE consumer = $3
                     AND event_id = stream || ':' || seq) AS delivered
           FROM (SELECT row_id AS position,
                        substring(key FROM '^order\\|\\|order-(.*)-[0-9]+$') AS stream,
                        substring(key FROM '[0-9]+$')::int AS seq,
                        (extract(epoch FROM now() - created_at) * 1000)::float8 AS age_ms
                 FROM stream_state
                 WHERE row_id > $1 AND created_at < now() - make_interval(secs => $2 / 1000.0)
                   AND key LIKE 'order||order-%'
                 ORDER BY row_id LIMIT $4) AS committed
           ORDER BY position`,
    values: [after, olderThanMs, consumer, limit],
  });
  return rows.map(({ age_ms: ageMs, ...row }) => ({ ...row, ageMs }));
}
