import type { Queryable } from '../postgres/index.ts';

/** The values of the keys that have a row in a table of Dapr's PostgreSQL store (v2), by key. */
export async function readRows(
  database: Queryable,
  table: string,
  keys: readonly string[],
): Promise<Map<string, unknown>> {
  const { rows } = await database.query<{ key: string; value: string }>({
    name: `read-rows-of-${table}`,
    text: `SELECT key, convert_from(value, 'utf8') AS value FROM ${table} WHERE key = ANY($1)`,
    values: [keys],
  });
  return new Map(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}
