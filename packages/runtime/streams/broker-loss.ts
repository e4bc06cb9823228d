import type { Redis } from 'ioredis';
import { publicationOf } from '../sidecar/index.ts';
import type { StreamEvent } from './event-streams.ts';
import type { StreamAudit } from './lost-events.ts';

/** A Redis that came back empty has lost what consumers that were away had not read yet, ms. */
const EMPTIED_WINDOW_MS = 24 * 60 * 60 * 1_000;
/** One that was restarted, or replaced by its replica, has lost a few seconds at most, ms. */
const RESTARTED_WINDOW_MS = 2 * 60 * 1_000;
const PAGE_SIZE = 500;

/**
 * Publishes recent events again when the broker has lost messages: it is another process of Redis
 * than at the last time, or an empty one. The audit of lost events only sees what the app's own
 * consumer misses; this is for the consumers of other apps. Inboxes ignore what did arrive.
 */
export async function republishAfterBrokerLoss(
  audit: StreamAudit & {
    /** The Redis of the pub/sub component. */
    redis: Redis;
  },
): Promise<void> {
  const { redis, topic, log } = audit;
  const key = `${topic}:redis-process`;
  const [known, current] = await Promise.all([redis.get(key), processOf(redis)]);
  if (known === current) return;
  const windowMs = known === null ? EMPTIED_WINDOW_MS : RESTARTED_WINDOW_MS;
  const count = await republishSince(audit, windowMs);
  if (count > 0) log.warn({ count, windowMs, emptied: known === null }, 'events are sent again');
  // Last, so that a crash repeats the work.
  await redis.set(key, current);
}

/** The id of the Redis process, a new one after each start. */
async function processOf(redis: Redis): Promise<string> {
  const [, id] = /^run_id:(\w+)/m.exec(await redis.info('server')) ?? [];
  if (id === undefined) throw new Error('Redis does not tell its run_id');
  return id;
}

/** Newest first: the table has no index on times, so older events end the search. */
async function republishSince(
  { database, sidecar, table, pubsub, topic }: StreamAudit,
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
