import type { Queryable } from 'dapr-actor-runtime/postgres';
import { SUMMARY_CONSUMER } from './read-models.ts';
import { orderEvents } from './stream-rows.ts';

/** The events of a decision, and those that it may have overtaken, are among so many. */
const EVENTS_LOOKED_AT = 64;
/** Older events have been applied, or are dead letters, days; inboxes forget them one day. */
const YOUNG_DAYS = 7;

/** The version of an order that a command has made. */
export interface Write {
  orderId: string;
  version: number;
}

/** Whether the read models have all of these writes, with the events before them. */
export async function areApplied(db: Queryable, writes: readonly Write[]): Promise<boolean> {
  const events = writes.flatMap(({ orderId, version }) => {
    const count = Math.min(version, EVENTS_LOOKED_AT);
    return Array.from({ length: count }, (_, n) => ({ orderId, seq: version - n }));
  });
  const { rows } = await db.query<{ applied: boolean }>({
    name: 'are-applied',
    text: `SELECT NOT EXISTS (
             SELECT FROM unnest($1::text[], $2::int[]) AS written (id, seq)
             WHERE NOT EXISTS (
               SELECT FROM order_summaries AS known
               WHERE known.order_id = written.id AND known.placed_at IS NOT NULL
                 AND known.version >= written.seq)
           ) AND NOT EXISTS (
             SELECT FROM unnest($3::text[], $4::text[]) AS event (row_key, id)
             JOIN ${orderEvents.name} ON key = row_key
             WHERE created_at > now() - make_interval(days => $5)
               AND NOT EXISTS (SELECT FROM inbox WHERE consumer = $6 AND event_id = event.id)
           ) AS applied`,
    values: [
      writes.map(({ orderId }) => orderId),
      writes.map(({ version }) => version),
      events.map(({ orderId, seq }) => orderEvents.keyOf(orderId, seq)),
      events.map(({ orderId, seq }) => `${orderId}:${seq}`),
      YOUNG_DAYS,
      SUMMARY_CONSUMER,
    ],
  });
  return rows[0]?.applied === true;
}
