import { openDatabase, type Database, type Trx } from 'dapr-actor-runtime/postgres';
import { createTables } from 'dapr-actor-runtime/schema';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { scratchDatabase } from '@commerce/testing/scratch-database';

/** A table for the effects of a test. */
const EFFECTS = 'CREATE TABLE effect (consumer text NOT NULL, event_id text NOT NULL)';

/** A scratch database with the tables of the runtime; `end` drops it and its pool. */
export async function runtimeDatabase({ connections }: { connections: number }) {
  const scratch = await scratchDatabase('runtime');
  const database = openDatabase(scratch.url, { max: connections });
  await createTables(database, ['subscriber', 'outbox']);
  await database.query(EFFECTS);
  return {
    url: scratch.url,
    database,
    async end() {
      await database.end();
      await scratch.drop();
    },
  };
}

/** Records the effects of events in the given transaction. */
export async function recordEffects(
  trx: Trx,
  consumer: string,
  events: StreamEvent[],
): Promise<void> {
  await trx.query('INSERT INTO effect (consumer, event_id) SELECT $1, unnest($2::text[])', [
    consumer,
    events.map(({ id }) => id),
  ]);
}

/** How often each event was applied; of one stream, or of all. */
export async function effectsOf(database: Database, stream = ''): Promise<Record<string, number>> {
  const { rows } = await database.query<{ event_id: string; count: number }>(
    `SELECT event_id, count(*) AS count FROM effect
     WHERE starts_with(event_id, $1) GROUP BY event_id ORDER BY event_id`,
    [stream],
  );
  return Object.fromEntries(rows.map(({ event_id, count }) => [event_id, count]));
}
