import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { problemOf } from 'dapr-actor-runtime/server';
import {
  afterCommit,
  allowLongStatements,
  databaseFault,
  openDatabase,
  transaction,
} from 'dapr-actor-runtime/postgres';
import test from 'ava';
import { effectsOf, recordEffects, runtimeDatabase } from './runtime-database.ts';

const { url, database, end } = await runtimeDatabase({ connections: 4 });
test.after.always(() => end());

const record = (id: string) =>
  transaction(database, (trx) =>
    trx.query("INSERT INTO effect (consumer, event_id) VALUES ('test', $1)", [id]),
  );

test('completed work is committed, and its result returned', async (t) => {
  const result = await transaction(database, async (trx) => {
    await trx.query("INSERT INTO effect (consumer, event_id) VALUES ('test', 'committed')");
    return 'done';
  });
  t.is(result, 'done');
  t.deepEqual(await effectsOf(database, 'committed'), { committed: 1 });
});

test('work that throws is rolled back, whatever it throws', async (t) => {
  const failing = transaction(database, async (trx) => {
    await trx.query("INSERT INTO effect (consumer, event_id) VALUES ('test', 'rolled back')");
    throw new Error('after all not');
  });
  await t.throwsAsync(failing, { message: 'after all not' });
  const refused = transaction(database, async (trx) => {
    await trx.query("INSERT INTO effect (consumer, event_id) VALUES ('test', 'rolled back')");
    await trx.query('INSERT INTO effect (consumer) VALUES (NULL)');
  });
  await t.throwsAsync(refused, { code: '23502' });
  t.deepEqual(await effectsOf(database, 'rolled back'), {});
});

test('work that swallows the failure of a statement is not reported as committed', async (t) => {
  const hiding = transaction(database, async (trx) => {
    await trx.query("INSERT INTO effect (consumer, event_id) VALUES ('test', 'hidden')");
    await trx.query('INSERT INTO effect (consumer) VALUES (NULL)').catch(() => {});
    return 'done';
  });
  await t.throwsAsync(hiding);
  t.deepEqual(await effectsOf(database, 'hidden'), {});
});

test('two deadlocked transactions both complete in the end', async (t) => {
  await database.query('CREATE TABLE lockable (id text PRIMARY KEY, value integer NOT NULL)');
  await database.query("INSERT INTO lockable VALUES ('a', 0), ('b', 0)");
  const bothHoldOne = Promise.withResolvers<void>();
  let holding = 0;
  let attempts = 0;
  const increment = (first: string, second: string) =>
    transaction(database, async (trx) => {
      attempts += 1;
      await trx.query('UPDATE lockable SET value = value + 1 WHERE id = $1', [first]);
      if (++holding === 2) bothHoldOne.resolve();
      await bothHoldOne.promise;
      await trx.query('UPDATE lockable SET value = value + 1 WHERE id = $1', [second]);
    });
  await Promise.all([increment('a', 'b'), increment('b', 'a')]);
  t.true(attempts > 2, 'one of them was retried');
  const { rows } = await database.query('SELECT id, value FROM lockable ORDER BY id');
  t.deepEqual(rows, [
    { id: 'a', value: 2 },
    { id: 'b', value: 2 },
  ]);
});

test('a permanent conflict is given up', async (t) => {
  let attempts = 0;
  const work = transaction(database, async (trx) => {
    attempts += 1;
    await trx.query("DO $$ BEGIN RAISE serialization_failure USING MESSAGE = 'again'; END $$");
  });
  await t.throwsAsync(work, { code: '40001' });
  t.is(attempts, 5);
});

test('a connection that breaks during the work is not reused', async (t) => {
  const own = openDatabase(url, { max: 1 });
  t.teardown(() => own.end());
  let first: number | undefined;
  const broken = transaction(own, async (trx) => {
    const { rows } = await trx.query('SELECT pg_backend_pid() AS pid');
    first = rows[0].pid;
    await database.query('SELECT pg_terminate_backend($1)', [first]);
    await trx.query('SELECT 1');
  });
  await t.throwsAsync(broken);
  const { rows } = await transaction(own, (trx) => trx.query('SELECT pg_backend_pid() AS pid'));
  t.not(rows[0].pid, first);
});

test('a connection that breaks while it is idle within the work does not end the process', async (t) => {
  const own = openDatabase(url, { max: 1 });
  t.teardown(() => own.end());
  const broken = transaction(own, async (trx) => {
    const { rows } = await trx.query('SELECT pg_backend_pid() AS pid');
    const gone = new Promise((resolve) => trx.once('end', resolve));
    await database.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    await gone;
  });
  await t.throwsAsync(broken);
  t.is(await databaseFault(own), undefined);
});

test('an idle connection that breaks is replaced', async (t) => {
  const own = openDatabase(url, { max: 1 });
  t.teardown(() => own.end());
  const removed = new Promise((resolve) => own.once('remove', resolve));
  const { rows } = await own.query('SELECT pg_backend_pid() AS pid');
  await database.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
  await removed;
  t.is(await databaseFault(own), undefined);
});

test('a missing database is reported', async (t) => {
  const address = new URL(url);
  address.pathname = '/no_such_database';
  const own = openDatabase(address.href, { max: 1 });
  t.teardown(() => own.end());
  t.regex((await databaseFault(own)) ?? '', /^database: .*no_such_database/);
  await t.throwsAsync(transaction(own, async () => 'unreachable'));
});

test('whole numbers and instants are read as numbers and ISO texts', async (t) => {
  const { rows } = await database.query(
    "SELECT 9007199254740991::bigint AS big, timestamptz '2026-01-05 10:00+01' AS at",
  );
  t.deepEqual(rows, [{ big: 9_007_199_254_740_991, at: '2026-01-05T09:00:00.000Z' }]);
});

test('an ended transaction uses no connection', async (t) => {
  for (let n = 0; n < 20; n++) await record(`released-${n}`);
  await Promise.allSettled(
    Array.from({ length: 20 }, () => transaction(database, () => Promise.reject(new Error('no')))),
  );
  await transaction(database, (trx) => recordEffects(trx, 'test', []));
  t.is(database.idleCount, database.totalCount);
  t.is(database.waitingCount, 0);
});

test('an unreachable database is reported as unavailable, a wrong statement as an internal error', async (t) => {
  const nowhere = openDatabase('postgres://127.0.0.1:1/none', { max: 1 });
  t.teardown(() => nowhere.end());
  const crowded = openDatabase(url, { max: 1 });
  t.teardown(() => crowded.end());
  const held = await crowded.connect();
  const failures = {
    'nothing listens': nowhere.query('SELECT 1'),
    'no connection is free': crowded.query('SELECT 1'),
    'the server ends it': database.query('SELECT pg_terminate_backend(pg_backend_pid())'),
  };
  for (const [how, failure] of Object.entries(failures)) {
    t.is(problemOf(await t.throwsAsync(failure)).code, 'unavailable', how);
  }
  held.release();
  const wrong = await t.throwsAsync(database.query('SELECT nothing FROM nowhere'));
  t.is(problemOf(wrong).code, 'internal-error');
});

test('an effect runs once after the commit, and never after a rollback', async (t) => {
  const ran: string[] = [];
  const wake = () => void ran.push('wake');
  const answer = await transaction(database, async (trx) => {
    afterCommit(trx, wake);
    afterCommit(trx, wake);
    afterCommit(trx, async () => {
      await Promise.resolve();
      ran.push('slow');
    });
    t.deepEqual(ran, []);
    return 'answer';
  });
  t.is(answer, 'answer');
  t.deepEqual(ran, ['wake', 'slow']);
  const failing = transaction(database, async (trx) => {
    afterCommit(trx, wake);
    throw new Error('rolled back');
  });
  await t.throwsAsync(failing, { message: 'rolled back' });
  t.deepEqual(ran, ['wake', 'slow']);
});

test('an attempt that a deadlock ended leaves no effect behind', async (t) => {
  let attempts = 0;
  const ran: number[] = [];
  await transaction(database, async (trx) => {
    attempts += 1;
    const attempt = attempts;
    afterCommit(trx, () => void ran.push(attempt));
    if (attempt === 1) throw Object.assign(new Error('deadlock'), { code: '40P01' });
  });
  t.deepEqual(ran, [2]);
});

/** The database behind a route that can be lost: then no byte passes, and no connection is closed. */
async function routeToDatabase() {
  const target = new URL(url);
  const directory = target.searchParams.get('host');
  const port = Number(target.port);
  const sockets = new Set<Socket>();
  let isLost = false;
  const server = createServer((inside) => {
    const outside =
      directory === null
        ? connect(port, target.hostname)
        : connect(`${directory}/.s.PGSQL.${port}`);
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => isLost || to.write(bytes));
      from.on('close', () => isLost || to.destroy());
      from.on('error', () => {});
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  target.searchParams.delete('host');
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    lose: () => (isLost = true),
    restore: () => (isLost = false),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('a database that goes silent fails what waits for it in bounded time, and serves again when it is back', async (t) => {
  t.timeout(60_000);
  const route = await routeToDatabase();
  const own = openDatabase(route.url, { max: 2 });
  t.teardown(async () => {
    await own.end();
    route.close();
  });
  t.is(await databaseFault(own), undefined);
  const began = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<void>();
  const inTransaction = transaction(own, async (trx) => {
    await trx.query("INSERT INTO effect (consumer, event_id) VALUES ('test', 'silent')");
    began.resolve();
    await lost.promise;
    await trx.query('SELECT 1');
  });
  await began.promise;
  route.lose();
  lost.resolve();
  const asked = performance.now();
  const failures = [
    inTransaction,
    own.query('SELECT 1'),
    own.query('SELECT 2'), // waits for a connection
  ];
  t.is(await databaseFault(own), 'database: no answer within 2000 ms');
  t.true(performance.now() - asked < 4_000);
  for (const failure of failures) {
    t.is(problemOf(await t.throwsAsync(failure)).code, 'unavailable');
  }
  t.true(performance.now() - asked < 15_000);
  route.restore();
  t.is(await databaseFault(own), undefined);
  t.deepEqual(await effectsOf(database, 'silent'), {});
});

test('a connection may be silent for as long as its long statements are allowed to run', async (t) => {
  t.timeout(60_000);
  const own = openDatabase(url, { max: 1 });
  t.teardown(() => own.end());
  const connection = await own.connect();
  await allowLongStatements(connection, 30_000);
  const { rows } = await connection.query("SELECT 'rested' AS state FROM pg_sleep(11)");
  t.deepEqual(rows, [{ state: 'rested' }]);
  connection.release(true);
});

test('the server ends the transaction of a client that is gone, and its locks', async (t) => {
  const { rows } = await database.query('SHOW idle_in_transaction_session_timeout');
  t.deepEqual(rows, [{ idle_in_transaction_session_timeout: '15s' }]);
});
