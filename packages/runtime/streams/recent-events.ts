import { publicationOf } from '../sidecar/publication.ts';
import type { StreamEvent } from './event-streams.ts';
import type { StreamAudit } from './lost-events.ts';

const PAGE_SIZE = 500;

/**
 * Publishes the events of the last `windowMs` (ms) again and returns their number. Newest first: the
 * table has no index on times, so older events end the search.
 */
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
  let count = 0;
  for (let before: number | null = null; ;) {
    const { rows }: { rows: { position: number; event: StreamEvent; recent: boolean }[] } =
      await database.query({
        name: `recent-${table.name}`,
        text: `SELECT row_id AS position, convert_from(value, 'utf8')::json AS event,
                      created_at > now() - make_interval(secs => $2 / 1000.0) AS recent
               FROM ${table.name}
               WHERE ($1::bigint IS NULL OR row_id < $1) AND ${table.isEvent}
               ORDER BY row_id DESC LIMIT $3`,
        values: [before, windowMs, PAGE_SIZE],
      });
    const recent = rows.filter((row) => row.recent);
    const publications = recent.map(({ event }) => publicationOf(event));
    if (publications.length > 0) await sidecar.publishBulk(pubsub, topic, publications);
    count += recent.length;
    if (recent.length < PAGE_SIZE) return count;
    before = rows.at(-1)?.position ?? 0;
  }
}
