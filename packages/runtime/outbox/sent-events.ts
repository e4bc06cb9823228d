import type { Database, Trx } from '../postgres/index.ts';
import type { Sidecar } from '../sidecar/index.ts';
import { type PublishedRow, republish } from '../streams/republish.ts';

/**
 * SQL that creates the table of the events that an outbox has published, for migrations. Its rows
 * are in the order in which they were sent.
 */
export const SENT_EVENTS_TABLE = `
  CREATE TABLE sent_events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    event jsonb NOT NULL,
    sent_at timestamptz NOT NULL DEFAULT now()
  );
`;

/** How long they are kept, hours: longer than the window in which a broker can lose them. */
const KEPT_HOURS = 25;
/** Rows that one round deletes. */
const PRUNE_SIZE = 10_000;

/** What published events are read from and sent with. */
export interface SentEvents {
  database: Database;
  sidecar: Pick<Sidecar, 'publishBulk'>;
  pubsub: string;
}

/** Moves published rows of the outbox to the table of sent events. */
export async function keepSent(trx: Trx, positions: readonly number[]): Promise<void> {
  await trx.query({
    name: 'outbox-keep',
    text: `WITH sent AS (DELETE FROM outbox WHERE position = ANY($1) RETURNING position, topic, event)
           INSERT INTO sent_events (topic, event) SELECT topic, event FROM sent ORDER BY position`,
    values: [positions],
  });
}

/** Publishes what was sent to a topic in the last `windowMs` (ms) again; returns the number of events. */
export async function republishSentEvents(
  { database, sidecar, pubsub }: SentEvents,
  topic: string,
  windowMs: number,
): Promise<number> {
  return republish({ sidecar, pubsub, topic }, async (before, limit) => {
    const { rows } = await database.query<PublishedRow>({
      name: 'recent-sent-events',
      text: `SELECT position, event,
                    sent_at > now() - make_interval(secs => $2::float8 / 1000) AS recent
             FROM sent_events
             WHERE ($1::bigint IS NULL OR position < $1) AND topic = $4
             ORDER BY position DESC LIMIT $3`,
      values: [before, windowMs, limit, topic],
    });
    return rows;
  });
}

/** Deletes events that no window reaches any more. */
export async function pruneSentEvents(database: Database): Promise<void> {
  await database.query({
    name: 'prune-sent-events',
    // Only the oldest rows are looked at.
    text: `DELETE FROM sent_events WHERE position IN (
             SELECT position FROM (SELECT position, sent_at FROM sent_events
                                   ORDER BY position LIMIT $2) AS oldest
             WHERE sent_at < now() - make_interval(hours => $1))`,
    values: [KEPT_HOURS, PRUNE_SIZE],
  });
}
