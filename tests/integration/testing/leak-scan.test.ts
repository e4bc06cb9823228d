import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectStack } from '@commerce/testing';
import { scanForLeaks, textsToFind } from '@commerce/testing/leak-scan';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';
import pg from 'pg';

// A scan without findings proves something only if it can find leaks. So each kind of place gets a
// leak, by pattern or as a known text, and the scan must report it there, by kind.
const stack = connectStack();
const known = textsToFind(stack.dataDir);
const secret = known.find(({ kind }) => kind === 'secret demoPassword')?.text ?? '';
const name = `planted-${randomBytes(6).toString('hex')}`;
const token = `eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJjdXNfMSJ9.${randomBytes(32).toString('base64url')}`;
const folder = mkdtempSync(join(tmpdir(), 'commerce-leaks-'));
const scratch = await scratchDatabase('inventory');
const pool = new pg.Pool({ connectionString: scratch.url, max: 1 });
const redis = stack.redis();

test.after.always(async () => {
  const keys = await redis.keys(`*${name}*`);
  if (keys.length > 0) await redis.del(keys);
  await pool.end();
  await scratch.drop();
  await stack.close();
  rmSync(folder, { recursive: true });
});

async function scan(places: Parameters<typeof scanForLeaks>[0]): Promise<string[]> {
  const { leaks } = await scanForLeaks(places, { known });
  const report = leaks.join('\n');
  for (const text of [secret, token, 'High Street']) {
    if (report.includes(text)) throw new Error('the report tells what it found');
  }
  return leaks;
}

/** This test's keys in Redis; other tests use the same server. */
async function scanRedis(): Promise<string[]> {
  const leaks = await scan({ redisUrl: stack.redisUrl });
  return leaks.filter((leak) => leak.includes(name)).sort();
}

test.serial('a line of a log, and of a rotated log', async (t) => {
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  const line = (msg: string) => `{"level":30,"service":"order","msg":${JSON.stringify(msg)}}\n`;
  writeFileSync(join(logs, 'order.log'), line('listening') + line(`got ${token}`));
  writeFileSync(join(logs, 'order.log.1'), `${line('x').repeat(1_200)}${line(secret)}`);
  writeFileSync(join(logs, 'gateway.log'), line('nothing'));
  t.deepEqual(await scan({ folders: { logs } }), [
    'logs/order.log:2: JSON Web Token',
    'logs/order.log.1:1201: secret demoPassword',
  ]);
});

test.serial('an attribute of a span', async (t) => {
  const traces = join(folder, 'traces');
  mkdirSync(traces);
  const span = { traceId: 'a', tags: { 'url.full': '/orders?email=ada%40demo.example' } };
  writeFileSync(join(traces, 'spans.log'), `${JSON.stringify(span)}\n`);
  t.deepEqual(await scan({ folders: { traces } }), ['traces/spans.log:1: e-mail address']);
});

test.serial('a row of any table, in text, JSON, lists, bytes and base64', async (t) => {
  const places = { databaseUrls: { [name]: scratch.url } };
  t.deepEqual(await scan(places), [], 'the tables of an app have no leaks at first');
  await pool.query(`
    CREATE SCHEMA another;
    CREATE TABLE another.planted (
      id integer, words text, document jsonb, list text[], bytes bytea, "Odd ""name" text);
    INSERT INTO another.planted (id) SELECT generate_series(1, 250)`);
  const address = JSON.stringify({ shippingAddress: { line1: '1 High Street' } });
  const encoded = Buffer.from(JSON.stringify({ before: 'x'.repeat(20), token })).toString('base64');
  await pool.query('INSERT INTO another.planted VALUES (251, $1, $2, $3, $4, $5)', [
    `4111 1111 1111 1111`,
    JSON.stringify({ data: { payment: { token: 'tok_ok' } } }),
    ['harmless', secret],
    Buffer.from(address),
    encoded,
  ]);
  const leaks = await scan(places);
  t.deepEqual(leaks.map((leak) => leak.replace(/ \(\d+,\d+\)/, '')).sort(), [
    `${name}.planted.Odd "name: JSON Web Token`,
    `${name}.planted.bytes: personal data`,
    `${name}.planted.document: payment token`,
    `${name}.planted.list: secret demoPassword`,
    `${name}.planted.words: card number`,
  ]);
  await pool.query('DROP SCHEMA another CASCADE');
});

test.serial('a column for card data', async (t) => {
  await pool.query('CREATE TABLE cards (id integer, cvv text); INSERT INTO cards VALUES (1, NULL)');
  const leaks = await scan({ databaseUrls: { [name]: scratch.url } });
  t.deepEqual(leaks, [`${name}.cards.cvv (0,1): card field`]);
  await pool.query('DROP TABLE cards');
});

test.serial('a dead letter', async (t) => {
  const letter = { topic: 'orders', data: { id: `${name}:1`, customer: 'ada@demo.example' } };
  await pool.query('INSERT INTO dead_letter (event_id, letter) VALUES ($1, $2)', [name, letter]);
  const leaks = await scan({ databaseUrls: { [name]: scratch.url } });
  t.deepEqual(leaks, [`${name}.dead_letter.letter (0,1): e-mail address`]);
});

test.serial('an entry of a Redis stream, far from its start', async (t) => {
  const filling = redis.pipeline();
  for (let n = 1; n <= 1_200; n += 1) filling.xadd(name, `${n}-0`, 'data', '{"a":1}');
  await filling.exec();
  await redis.xadd(name, '1201-0', 'data', JSON.stringify({ data: `{"token":"${token}"}` }));
  t.deepEqual(await scanRedis(), [`redis ${name} 1201-0: JSON Web Token`]);
  await redis.del(name);
});

test.serial('a Redis key of every type, and a key whose name is the leak', async (t) => {
  await redis.set(`${name}:string`, `Bearer ${token}`);
  await redis.hset(`${name}:hash`, 'password', 'hunter2');
  await redis.rpush(`${name}:list`, 'x', secret);
  await redis.sadd(`${name}:set`, 'x', 'ada@demo.example');
  await redis.zadd(`${name}:zset`, 1, '4111111111111111');
  await redis.set(`${name}:${token}`, 'x');
  t.deepEqual(await scanRedis(), [
    `redis ${name}:<JSON Web Token>: JSON Web Token`,
    `redis ${name}:hash: field named like a secret`,
    `redis ${name}:list: secret demoPassword`,
    `redis ${name}:set: e-mail address`,
    `redis ${name}:string: JSON Web Token`,
    `redis ${name}:string: bearer token`,
    `redis ${name}:zset: card number`,
  ]);
});

test.serial('an exception applies only to its place and its kinds', async (t) => {
  const logs = join(folder, 'allowed');
  mkdirSync(logs);
  writeFileSync(join(logs, 'a.log'), `${token}\n${secret}\n`);
  writeFileSync(join(logs, 'b.log'), `${token}\nplanted ${token}\n`);
  const allowed = [
    { place: /a\.log/, kinds: ['JSON Web Token'], why: 'a test' },
    { place: /b\.log/, kinds: ['JSON Web Token'], text: /^planted/, why: 'a test' },
  ];
  const { leaks, looked } = await scanForLeaks({ folders: { logs } }, { known, allowed });
  t.deepEqual(leaks, ['logs/a.log:2: secret demoPassword', 'logs/b.log:1: JSON Web Token']);
  t.deepEqual(looked, { logs: 4 });
});

test.serial('an unreadable place is an error, not a clean place', async (t) => {
  const url = new URL(scratch.url);
  url.pathname += '_gone';
  const places = { databaseUrls: { gone: url.href } };
  await t.throwsAsync(scanForLeaks(places, { known }), { message: /does not exist/ });
});
