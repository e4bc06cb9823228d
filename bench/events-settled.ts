import type { Stack } from '@commerce/local-stack';
import pg from 'pg';

/** Whether every committed order event has reached the list of orders and the stock ledger. */
export async function eventsSettled({ databaseUrls }: Stack): Promise<boolean> {
  const events = await count(
    databaseUrls['order'],
    `SELECT count(*)::int AS n FROM stream_state WHERE key LIKE 'order||order-%'`,
  );
  const seen = await count(
    databaseUrls['order'],
    `SELECT count(*)::int AS n FROM inbox WHERE consumer = 'order-summary'`,
  );
  const held = await count(
    databaseUrls['inventory'],
    `SELECT count(*)::int AS n FROM reservations WHERE status = 'held'`,
  );
  return events === seen && held === 0;
}

async function count(url: string | undefined, query: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(query);
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}
