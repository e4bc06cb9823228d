import type { StreamAudit } from './lost-events.ts';
import { type PublishedRow, republish } from './republish.ts';

/** Publishes the events of the last `windowMs` (ms) again and returns their number. */
export async function republishRecentEvents(
  {
    database,
    sidecar,
    table,
    pubsub,
    topic,
  }: Pick<StreamAudit, 'database' | 'sidecar' | 'table' | 'pubsub' | 'topic'>,
  windowMs: number,
): Promise<number> {
  return republish({ sidecar, pubsub, topic }, async (before, limit) => {
    const { rows } = await database.query<PublishedRow>({
      name: `recent-${table.name}`,
      text: `SELECT row_id AS position, convert_from(value, 'utf8')::json AS event,
                    created_at > now() - make_interval(secs => $2 / 1000.0) AS recent
             FROM ${table.name}
             WHERE ($1::bigint IS NULL OR row_id < $1) AND ${table.isEvent}
             ORDER BY row_id DESC LIMIT $3`,
      values: [before, windowMs, limit],
    });
    return rows;
  });
}
