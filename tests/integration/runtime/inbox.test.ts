import { claimEvents, inboxPruning } from 'dapr-actor-runtime/inbox';
import { transaction } from 'dapr-actor-runtime/postgres';
import test from 'ava';
import { runtimeDatabase } from './runtime-database.ts';

const { database, end } = await runtimeDatabase({ connections: 4 });
test.after.always(end);

/** Inbox rows of a consumer that are a number of days old. */
const applied = (consumer: string, count: number, daysAgo: number) =>
  database.query(
    `INSERT INTO inbox (consumer, event_id, received_at)
     SELECT $1, $1 || ':' || n, now() - make_interval(days => $3) FROM generate_series(1, $2) AS n`,
    [consumer, count, daysAgo],
  );

async function countOf(consumer: string): Promise<number> {
  const { rows } = await database.query('SELECT count(*) FROM inbox WHERE consumer = $1', [
    consumer,
  ]);
  return rows[0].count;
}

test.serial('old rows are pruned, younger ones are kept', async (t) => {
  await applied('young', 50, 29);
  await applied('old', 50, 31);
  t.is(await inboxPruning({ database })(), 50);
  t.is(await countOf('old'), 0);
  const again = ['young:1', 'young:50', 'young:51'];
  const fresh = await transaction(database, (trx) => claimEvents(trx, 'young', again));
  t.deepEqual([...fresh], ['young:51']);
});

test.serial('rows of dead letters are not pruned', async (t) => {
  await applied('half-done', 2, 60);
  await database.query(`INSERT INTO dead_letter (event_id, letter) VALUES ('half-done:2', '{}')`);
  await inboxPruning({ database })();
  const { rows } = await database.query("SELECT event_id FROM inbox WHERE consumer = 'half-done'");
  t.deepEqual(rows, [{ event_id: 'half-done:2' }]);
  await database.query('DELETE FROM dead_letter');
  t.is(await inboxPruning({ database })(), 1);
});

test.serial('nothing is pruned while older events may be redelivered', async (t) => {
  await applied('awaited', 5, 60);
  t.is(await inboxPruning({ database, mayPrune: async () => false })(), 0);
  t.is(await countOf('awaited'), 5);
  t.is(await inboxPruning({ database })(), 5);
});

test.serial('a large inbox is pruned in parts, round by round', async (t) => {
  await applied('many', 200_000, 31);
  const prune = inboxPruning({ database });
  const first = await prune();
  t.true(first > 0 && first < 150_000, `${first} rows in one round`);
  let cleared = first;
  for (let round = 2; round <= 10 && cleared < 200_000; round++) cleared += await prune();
  t.is(cleared, 200_000);
  await applied('later', 10, 31);
  let later = 0;
  for (let round = 1; round <= 10 && later < 10; round++) later += await prune();
  t.is(later, 10, 'it starts again at the first page');
});

test.serial(
  'a part is read by physical pages, without an index that would make each event more expensive',
  async (t) => {
    const { rows } = await database.query(
      `EXPLAIN (FORMAT JSON) DELETE FROM inbox WHERE ctid >= '(0,0)'::tid AND ctid < '(9,0)'::tid
       AND received_at < now()`,
    );
    t.regex(JSON.stringify(rows), /Tid Range Scan/);
  },
);
