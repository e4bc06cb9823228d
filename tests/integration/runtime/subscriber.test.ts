import { buildHttpApp } from 'dapr-actor-runtime/http';
import { listen } from 'dapr-actor-runtime/server';
import { transaction, type Database } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import {
  bindHandlers,
  inboxHandler,
  subscriber,
  Undeliverable,
} from 'dapr-actor-runtime/subscriber';
import { createLogger, currentContext } from 'dapr-actor-runtime/telemetry';
import { jsonClient } from '@commerce/testing/json-client';
import test from 'ava';
import { effectsOf, recordEffects, runtimeDatabase } from './runtime-database.ts';

const APP_TOKEN = 'the-app-token';
const { database, end } = await runtimeDatabase({ connections: 8 });
const log = createLogger({ service: 'subscriber-test', level: 'silent' });

const calls: string[][] = [];
const contexts = new Map<string, string | undefined>();
const recorder = (consumer: string, types: string[]) =>
  inboxHandler({
    consumer,
    types,
    async apply(_deps: { database: Database }, trx, events) {
      calls.push(events.map(({ id }) => id));
      await recordEffects(trx, consumer, events);
      for (const { id, type } of events) {
        if (events.length === 1) contexts.set(id, currentContext()?.correlationId);
        if (type === 'Poison.v1') throw new Undeliverable('it never will');
        if (type === 'Failing.v1') throw new Error('not now');
      }
    },
  });
const server = await listen(
  buildHttpApp({
    log,
    ready: async () => undefined,
    middleware: [
      subscriber({
        app: 'tested',
        pubsub: 'pubsub',
        database,
        topics: bindHandlers(
          {
            orders: [recorder('first', ['Good.v1', 'Poison.v1', 'Failing.v1'])],
            both: [recorder('one', ['Good.v1']), recorder('two', ['Good.v1', 'Failing.v1'])],
          },
          { database },
        ),
        appToken: APP_TOKEN,
        log,
      }),
    ],
  }),
  0,
);
test.after.always(async () => {
  await server.close(0);
  await end();
});
const send = jsonClient(`http://127.0.0.1:${server.port}`);
const own = { 'dapr-api-token': APP_TOKEN };

function event(stream: string, seq: number, type = 'Good.v1'): StreamEvent {
  const at = '2026-01-05T09:00:00.000Z';
  return { id: `${stream}:${seq}`, type, stream, seq, at, correlationId: `of-${stream}`, data: {} };
}

/** Delivers events as the sidecar does; returns the statuses in order. */
async function deliver(topic: string, events: unknown[]): Promise<string[]> {
  const entries = events.map((data, n) => ({ entryId: `entry-${n}`, event: { data } }));
  const { body } = await send('POST', `/events/${topic}`, { body: { entries }, headers: own });
  const statuses = body['statuses'] as { entryId: string; status: string }[];
  return entries.map(({ entryId }) => {
    const verdict = statuses.find((one) => one.entryId === entryId);
    return verdict?.status ?? 'none';
  });
}

test('every topic has a bulk subscription with the dead-letter topic of the app', async (t) => {
  const { body } = await send('GET', '/dapr/subscribe', { headers: own });
  const subscriptions = body as unknown as Record<string, unknown>[];
  t.deepEqual(
    subscriptions.map(({ topic, route, deadLetterTopic }) => [topic, route, deadLetterTopic]),
    [
      ['orders', '/events/orders', 'dead-letters.tested'],
      ['both', '/events/both', 'dead-letters.tested'],
      ['dead-letters.tested', '/events/dead-letters.tested', undefined],
    ],
  );
  t.like(subscriptions[0], { pubsubname: 'pubsub', bulkSubscribe: { enabled: true } });
});

test('a batch is applied in one transaction, in stream order', async (t) => {
  const batch = [event('ordered', 3), event('ordered', 1), event('ordered', 2)];
  t.deepEqual(await deliver('orders', batch), ['SUCCESS', 'SUCCESS', 'SUCCESS']);
  const applied = calls.filter(([id]) => id?.startsWith('ordered:'));
  t.deepEqual(applied, [['ordered:1', 'ordered:2', 'ordered:3']]);
});

test('each event gets its own status, and a bad one does not affect the good ones', async (t) => {
  const batch = [
    event('mixed', 1),
    event('mixed', 2, 'Poison.v1'),
    event('mixed', 3, 'Failing.v1'),
    event('mixed', 4, 'Unknown.v1'),
    { hello: 'world' },
    null,
    'text',
    event('mixed', 5),
  ];
  t.deepEqual(await deliver('orders', batch), [
    'SUCCESS',
    'DROP',
    'RETRY',
    'SUCCESS',
    'DROP',
    'DROP',
    'DROP',
    'SUCCESS',
  ]);
  t.deepEqual(await effectsOf(database, 'mixed'), { 'mixed:1': 1, 'mixed:5': 1 });
});

test('an entry without a complete envelope is dropped', async (t) => {
  const entries = [
    { entryId: 'a', event: null },
    { entryId: 'b' },
    { entryId: 'c', event: 'text' },
    { entryId: 'd', event: { data: { ...event('part', 1), seq: '1' } } },
    { entryId: 'e', event: { data: event('part', 2) } },
  ];
  const { body } = await send('POST', '/events/orders', { body: { entries }, headers: own });
  t.deepEqual(body['statuses'], [
    { entryId: 'a', status: 'DROP' },
    { entryId: 'b', status: 'DROP' },
    { entryId: 'c', status: 'DROP' },
    { entryId: 'd', status: 'DROP' },
    { entryId: 'e', status: 'SUCCESS' },
  ]);
});

test('duplicates are applied once: within a batch, later, and concurrently', async (t) => {
  const one = event('duplicate', 1);
  t.deepEqual(await deliver('orders', [one, one]), ['SUCCESS', 'SUCCESS']);
  t.deepEqual(await deliver('orders', [one]), ['SUCCESS']);
  const batch = Array.from({ length: 30 }, (_, n) => event('duplicate', n + 1));
  const at = await Promise.all([deliver('orders', batch), deliver('orders', batch.toReversed())]);
  t.deepEqual(new Set(at.flat()), new Set(['SUCCESS']));
  const counts = Object.values(await effectsOf(database, 'duplicate'));
  t.is(counts.length, 30);
  t.true(counts.every((count) => count === 1));
});

test('a failed effect leaves no inbox row, so its redelivery is applied', async (t) => {
  const failing = event('later', 1, 'Failing.v1');
  t.deepEqual(await deliver('orders', [failing]), ['RETRY']);
  const { rows } = await database.query("SELECT 1 FROM inbox WHERE event_id = 'later:1'");
  t.deepEqual(rows, []);
  t.deepEqual(await deliver('orders', [{ ...failing, type: 'Good.v1' }]), ['SUCCESS']);
  t.deepEqual(await effectsOf(database, 'later'), { 'later:1': 1 });
});

test('an event that is a dead letter already holds up nothing when it fails again', async (t) => {
  const failing = event('letter', 1, 'Failing.v1');
  t.deepEqual(await deliver('orders', [failing, event('letter', 2)]), ['RETRY', 'SUCCESS']);
  const letter = { id: 'cloud-event', data: failing };
  await send('POST', '/events/dead-letters.tested', { body: letter, headers: own });
  const other = event('letter', 3, 'Failing.v1');
  t.deepEqual(await deliver('orders', [failing, other]), ['SUCCESS', 'RETRY']);
  t.deepEqual(await effectsOf(database, 'letter:'), { 'letter:2': 1 });
  await database.query("DELETE FROM dead_letter WHERE event_id = 'letter:1'");
});

test('an event succeeds when all its consumers have applied it, and each applies it once', async (t) => {
  t.deepEqual(await deliver('both', [event('shared', 1)]), ['SUCCESS']);
  const half = event('shared', 2, 'Failing.v1');
  t.deepEqual(await deliver('both', [event('shared', 1), half]), ['SUCCESS', 'RETRY']);
  t.deepEqual(await effectsOf(database, 'shared'), { 'shared:1': 2 });
});

test('a single event is handled under its correlation id', async (t) => {
  await deliver('orders', [event('single', 1)]);
  t.is(contexts.get('single:1'), 'of-single');
  await deliver('orders', [event('single', 2), event('apart', 1, 'Failing.v1')]);
  t.is(contexts.get('single:2'), 'of-single');
});

test('a path without handlers is a failure, so that its events are not dropped', async (t) => {
  for (const topic of ['nothing', 'orders/more', 'constructor', '__proto__', '']) {
    const path = `/events/${topic}`;
    const { status } = await send('POST', path, { body: { entries: [] }, headers: own });
    t.is(status, 500, path);
  }
});

test('an unreadable delivery is a failure, so that it is redelivered', async (t) => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/events/orders`, {
    method: 'POST',
    headers: own,
    body: '{"entries":[',
  });
  await answer.text();
  t.is(answer.status, 500);
});

test('deliveries are accepted only from the sidecar of the app', async (t) => {
  const body = { entries: [{ entryId: 'a', event: { data: event('forged', 1) } }] };
  const refused = [{}, { 'dapr-api-token': 'a-guess' }, { ...own, 'dapr-caller-app-id': 'order' }];
  for (const headers of refused as Record<string, string>[]) {
    for (const path of ['/events/orders', '/events/dead-letters.tested']) {
      t.is((await send('POST', path, { body, headers })).status, 404);
    }
  }
  t.is((await send('GET', '/dapr/subscribe')).status, 404);
  t.deepEqual(await effectsOf(database, 'forged'), {});
});

test('a dead letter is stored once, whatever its content', async (t) => {
  const keep = (letter: unknown) =>
    send('POST', '/events/dead-letters.tested', { body: letter, headers: own });
  const letter = { id: 'cloud-event', data: event('dead', 1) };
  t.deepEqual((await keep(letter)).body, { status: 'SUCCESS' });
  await keep({ ...letter, again: true });
  for (const odd of [null, 'text', 1, [], {}, { id: 7, data: null }, { id: 'nul\u0000' }]) {
    t.is((await keep(odd)).status, 200, JSON.stringify(odd));
  }
  const { rows } = await database.query('SELECT event_id, letter FROM dead_letter ORDER BY 1');
  t.deepEqual(
    rows.map(({ event_id: id }) => id),
    ['dead:1', 'nul\ufffd', 'unknown'],
  );
  t.deepEqual(rows[0].letter, letter);
});

test('the inbox row of an event is committed or rolled back with its transaction', async (t) => {
  const handler = recorder('rolled-back', ['Good.v1']);
  await database.query(
    'ALTER TABLE effect ADD CONSTRAINT no_ghosts CHECK (event_id <> $$ghost:1$$)',
  );
  await t.throwsAsync(handler.handle({ database }, [event('ghost', 1)]), { code: '23514' });
  const marks = await transaction(database, (trx) =>
    trx.query("SELECT 1 FROM inbox WHERE event_id = 'ghost:1'"),
  );
  t.deepEqual(marks.rows, []);
});
