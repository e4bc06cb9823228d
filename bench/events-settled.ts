import type { Stack } from '@commerce/local-stack';
import { orderEvents } from '@commerce/order/store/stream-rows';
import pg from 'pg';

/** How many of the newest events are checked; older ones have settled long ago. */
const NEWEST_EVENTS = 2_000;

// Newest first, so that the query ends at once while events are in flight. It never reads all
// events, which would cost more with every event, on the measured database.
const LAST_EVENTS_ARE_SEEN = `
  SELECT NOT EXISTS (
    SELECT FROM (
      SELECT key FROM ${orderEvents.name} WHERE ${orderEvents.isEvent}
      ORDER BY row_id DESC LIMIT ${NEWEST_EVENTS}) AS newest
    WHERE NOT EXISTS (
      SELECT FROM inbox
      WHERE consumer = 'order-summary'
        AND event_id = ${orderEvents.streamOfKey} || ':' || ${orderEvents.seqOfKey} OFFSET 0)) AS yes`;
const NOTHING_IS_HELD = `
  SELECT NOT EXISTS (
    SELECT FROM reservations WHERE status = 'held' ORDER BY expires_at LIMIT 1 OFFSET 0) AS yes`;

/** Whether the newest order events have reached the order summaries, and no reservation is held. */
export async function eventsSettled({ databaseUrls }: Stack): Promise<boolean> {
  return (
    (await isTrue(databaseUrls['order'], LAST_EVENTS_ARE_SEEN)) &&
    (await isTrue(databaseUrls['inventory'], NOTHING_IS_HELD))
  );
}

async function isTrue(url: string | undefined, query: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ yes: boolean }>(query);
    return rows[0]?.yes === true;
  } finally {
    await client.end();
  }
}
