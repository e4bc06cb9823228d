import pg from 'pg';

/** The one row of numbers that a query returns, over a new connection. */
export async function oneRow(
  url: string | undefined,
  query: string,
): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, string | number>>(query);
    const entries = Object.entries(rows[0] ?? {});
    return Object.fromEntries(entries.map(([name, value]) => [name, Number(value)]));
  } finally {
    await client.end();
  }
}
