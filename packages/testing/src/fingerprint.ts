import pg from 'pg';
import type { RecordSources } from './records.ts';

/** The rows, by app, that a refused request must not change; without timestamps of reads. */
const TABLES: Record<string, Record<string, string>> = {
  order: {
    streams: `SELECT key, md5(value) FROM stream_state WHERE key LIKE 'order||order-%'`,
    erasures: 'SELECT id FROM order_keys WHERE wrapped IS NULL',
  },
  inventory: {
    stock: 'SELECT * FROM stock',
    movements: 'SELECT movement_id FROM stock_movements',
    operations: 'SELECT * FROM stock_operations',
    reservations: 'SELECT order_id, status, lines FROM reservations',
    commands: 'SELECT * FROM reservation_commands',
    backorders: 'SELECT * FROM backorders',
    levels: 'SELECT sku, low_at FROM stock_levels',
    locations: 'SELECT * FROM locations',
  },
  payment: {
    payments: `SELECT order_id, status, amount_minor, captured_minor, refunded_minor,
                      voided_at_provider FROM payments`,
    operations: 'SELECT order_id, operation_id, status, attempt, reason FROM payment_operations',
    ledger: 'SELECT * FROM ledger_entries',
  },
  catalog: { products: 'SELECT * FROM products' },
};

/** Identity counts wrong passwords and refused requests, so refusals do change its rows. */
const RECORDS_REFUSALS = 'identity';
/** Tables of the frame, whose rows come and go by themselves. */
const FRAME_TABLES = /^(?:inbox|dead_letter|outbox|knex_.*|actor_.*|stream_.*)$/;

/** All rows of the tables of an app that is not described above. */
async function ownTablesOf(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const own = rows.filter(({ name }) => !FRAME_TABLES.test(name));
  return Object.fromEntries(own.map(({ name }) => [name, `SELECT * FROM "${name}"`]));
}

/** A checksum of the rows of each table, by `<app>.<table>`. Equal checksums mean equal rows. */
export async function fingerprint({
  databaseUrls,
}: Pick<RecordSources, 'databaseUrls'>): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const app of Object.keys(databaseUrls).filter((one) => one !== RECORDS_REFUSALS)) {
    const client = new pg.Client({ connectionString: databaseUrls[app] });
    await client.connect();
    try {
      const tables = TABLES[app] ?? (await ownTablesOf(client));
      for (const [table, query] of Object.entries(tables)) {
        const { rows } = await client.query<{ sum: string }>(
          `SELECT count(*) || ' rows ' ||
                  md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS sum
           FROM (${query}) AS t`,
        );
        sums[`${app}.${table}`] = rows[0]?.sum ?? '';
      }
    } finally {
      await client.end();
    }
  }
  return sums;
}
