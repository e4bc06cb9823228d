import type { Database } from '../postgres/index.ts';

/**
 * How long inbox rows are kept. No broker redelivers an event after that: an unacknowledged one
 * arrives again within about a minute.
 */
export const INBOX_KEPT_DAYS = 30;
/** Table pages (8 KiB, about 70 rows each) that one round scans. */
const PAGES_PER_ROUND = 1_000;

/**
 * A sweep round that deletes rows older than 30 days and continues where the last round ended. It
 * scans the table in the order of its pages, because an index on the time would make every event
 * more expensive. It keeps the rows of dead letters, which are delivered to all handlers again, and
 * deletes nothing while `mayPrune` returns false. Returns the number of deleted rows. Several
 * replicas may run it at once.
 */
export function inboxPruning({
  database,
  mayPrune = async () => true,
}: {
  database: Database;
  mayPrune?: () => Promise<boolean>;
}): () => Promise<number> {
  let page = 0;
  return async () => {
    if (!(await mayPrune())) return 0;
    const size = await database.query<{ pages: number }>(
      `SELECT pg_relation_size('inbox') / current_setting('block_size')::int AS pages`,
    );
    if (page >= (size.rows[0]?.pages ?? 0)) page = 0;
    const from = page;
    page += PAGES_PER_ROUND;
    const { rowCount } = await database.query(
      `DELETE FROM inbox WHERE ctid >= $1::tid AND ctid < $2::tid
         AND received_at < now() - make_interval(days => $3)
         AND NOT EXISTS (SELECT FROM dead_letter WHERE dead_letter.event_id = inbox.event_id)`,
      [`(${from},0)`, `(${page},0)`, INBOX_KEPT_DAYS],
    );
    return rowCount ?? 0;
  };
}
