import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import test from 'ava';
import { claimEvents } from 'dapr-actor-runtime/inbox';
import { enqueue } from 'dapr-actor-runtime/outbox';
import { ensureDataKey, masterKeyOf } from 'dapr-actor-runtime/personal-data';
import { openDatabase, transaction } from 'dapr-actor-runtime/postgres';
import { createTables, TABLES, type TableGroup } from 'dapr-actor-runtime/schema';
import { scratchDatabase } from '@commerce/testing/scratch-database';

const SCHEMA_FILE = resolve(import.meta.dirname, '../../../packages/runtime/schema/schema.sql');
const ALL = Object.keys(TABLES) as TableGroup[];
const NAMES = Object.values(TABLES).flatMap(({ names }) => names);

/** An empty database for one test. */
async function emptyDatabase(t: { teardown: (end: () => Promise<void>) => void }) {
  const scratch = await scratchDatabase('schema');
  const database = openDatabase(scratch.url, { max: 8 });
  t.teardown(async () => {
    await database.end();
    await scratch.drop();
  });
  return database;
}

/** Every column, key, check and index of the tables, as text. */
const SHAPE = `
  SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||
         coalesce(column_default, '') AS text
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION SELECT pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
  ORDER BY 1`;

test.serial(
  'processes that start at once create each table once, and the blocks work on them',
  async (t) => {
    const database = await emptyDatabase(t);
    const starts = Array.from({ length: 6 }, () => createTables(database, ALL));
    const created = (await Promise.all(starts)).filter((names) => names.length > 0);
    t.deepEqual(created, [NAMES]);
    t.deepEqual(await createTables(database, ALL), []);
    await transaction(database, async (trx) => {
      t.deepEqual(await claimEvents(trx, 'statement', ['acc_1:1']), new Set(['acc_1:1']));
      await enqueue(trx, 'accounts', [{ type: 'Opened.v1', data: {}, stream: 'acc_1', seq: 1 }]);
      const key = await ensureDataKey(trx, masterKeyOf('m'.repeat(32)), 'usr_1');
      t.not(key, 'destroyed');
    });
  },
);

test.serial('schema.sql makes the same tables', async (t) => {
  const [one, other] = [await emptyDatabase(t), await emptyDatabase(t)];
  await createTables(one, ALL);
  await other.query(readFileSync(SCHEMA_FILE, 'utf8'));
  const [first, second] = [await one.query(SHAPE), await other.query(SHAPE)];
  t.true(first.rows.length > NAMES.length);
  t.deepEqual(first.rows, second.rows);
});

test.serial('a part of the tables is refused, and nothing is created', async (t) => {
  const database = await emptyDatabase(t);
  await database.query('CREATE TABLE inbox (mine text)');
  const error = await t.throwsAsync(createTables(database, ['outbox', 'subscriber']));
  t.regex(error.message, /part of the tables of subscriber: dead_letter is missing/);
  t.deepEqual(await createTables(database, ['outbox']), ['outbox']);
});
