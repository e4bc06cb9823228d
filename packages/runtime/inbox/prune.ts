import type { Database } from '../postgres/index.ts';

/**
 * How long it is remembered that an event was applied. No broker brings an event again after so
 * long: an unanswered one comes back within about a minute.
 */
export const INBOX_KEPT_DAYS = 30;
/** Pages of the table (8 KiB, some 70 rows each) that one round looks through. */
const PAGES_PER_ROUND = 1_000;

/**
 * A round that clears rows older than 30 days, and goes on where the last one ended. It reads the
 * table piece by piece in the order of its pages, so that no index on the time makes every event
 * dearer. The rows of an event that is a dead letter stay, because it is given to all handlers
 * again; `mayPrune` tells when something else may still bring an event that is older than that.
 * Answers how many rows it cleared. Safe in several replicas.
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
