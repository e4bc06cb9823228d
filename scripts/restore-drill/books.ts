import type { Stack } from '@commerce/local-stack';
import pg from 'pg';

const EVENTS_OF_ORDERS = `
  SELECT event->>'stream' AS id, max((event->>'seq')::int) AS events
  FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
        WHERE key ~ '^order\\|\\|order-.*-[0-9]+$') AS rows
  GROUP BY 1`;

/** The number of events of each order that is in the database. */
export async function eventsOfOrders(stack: Stack): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('order') });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; events: number }>(EVENTS_OF_ORDERS);
    return new Map(rows.map(({ id, events }) => [id, events]));
  } finally {
    await client.end();
  }
}
