import type { Stack } from '@commerce/local-stack';
import { IS_EVENT, SEQ_OF_KEY, STREAM_OF_KEY } from '@commerce/order/store/stream-rows';
import pg from 'pg';

/** Events that are looked for, the newest; those before them have settled long ago. */
const NEWEST_EVENTS = 2_000;

// Newest first, so that a look ends at once while events are under way; and no look reads all there
// are, which would cost more the more there are, and is paid by the platform's database.
const LAST_EVENTS_ARE_SEEN = `
  SELECT NOT EXISTS (
    SELECT FROM (
      SELECT key FROM stream_state WHERE ${IS_EVENT}
      ORDER BY row_id DESC LIMIT ${NEWEST_EVENTS}) AS newest
    WHERE NOT EXISTS (
      SELECT FROM inbox
      WHERE consumer = 'order-summary'
        AND event_id = ${STREAM_OF_KEY} || ':' || ${SEQ_OF_KEY} OFFSET 0)) AS yes`;
const NOTHING_IS_HELD = `
  SELECT NOT EXISTS (
    SELECT FROM reservations WHERE status = 'held' ORDER BY expires_at LIMIT 1 OFFSET 0) AS yes`;

/** Whether the newest order events have reached the list of orders, and the stock ledger all. */
export async function eventsSettled({ databaseUrls }: Stack): Promise<boolean> {
  return (
    (await says(databaseUrls['order'], LAST_EVENTS_ARE_SEEN)) &&
    (await says(databaseUrls['inventory'], NOTHING_IS_HELD))
  );
}

async function says(url: string | undefined, query: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ yes: boolean }>(query);
    return rows[0]?.yes === true;
  } finally {
    await client.end();
  }
}
