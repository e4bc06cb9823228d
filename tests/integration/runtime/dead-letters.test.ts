import { buildHttpApp, routes } from 'dapr-actor-runtime/http';
import { listen } from 'dapr-actor-runtime/server';
import type { Database } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import {
  bindHandlers,
  deadLetterRoutes,
  inboxHandler,
  redeliverDeadLetters,
  subscriber,
  Undeliverable,
  type DeadLetter,
} from 'dapr-actor-runtime/subscriber';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { jsonClient } from '@commerce/testing/json-client';
import test from 'ava';
import { effectsOf, recordEffects, runtimeDatabase } from './runtime-database.ts';

const APP_TOKEN = 'the-app-token';
const { database, end } = await runtimeDatabase({ connections: 8 });
const log = createLogger({ service: 'dead-letters-test', level: 'silent' });

/** The outcome of handling each event; without an entry it is applied. */
const faults = new Map<string, Error>();
const handled: string[] = [];
const recorder = (consumer: string) =>
  inboxHandler({
    consumer,
    types: ['Made.v1'],
    async apply(_deps: { database: Database }, trx, events) {
      await recordEffects(trx, consumer, events);
      for (const { id } of events) {
        handled.push(id);
        const fault = faults.get(consumer === 'second' ? `second ${id}` : id);
        if (fault !== undefined) throw fault;
      }
    },
  });
const topics = bindHandlers(
  { things: [recorder('first')], both: [recorder('first'), recorder('second')] },
  { database },
);
const server = await listen(
  buildHttpApp({
    log,
    ready: async () => undefined,
    middleware: [
      subscriber({ app: 'tested', pubsub: 'pubsub', database, topics, appToken: APP_TOKEN, log }),
      ...routes(deadLetterRoutes({ database, appToken: APP_TOKEN })),
    ],
  }),
  0,
);
test.beforeEach(async () => {
  faults.clear();
  handled.length = 0;
  await database.query('DELETE FROM dead_letter');
});
test.after.always(async () => {
  await server.close(0);
  await end();
});
const send = jsonClient(`http://127.0.0.1:${server.port}`);
const own = { 'dapr-api-token': APP_TOKEN };

function event(stream: string, seq = 1): StreamEvent {
  const at = '2026-01-05T09:00:00.000Z';
  const data = {};
  return { id: `${stream}:${seq}`, type: 'Made.v1', stream, seq, at, correlationId: 'c', data };
}

/** Delivers a dead letter as the sidecar does: the CloudEvent of its original topic. */
async function keep(letter: object): Promise<void> {
  await send('POST', '/events/dead-letters.tested', { body: letter, headers: own });
}

const round = () => redeliverDeadLetters({ database, topics, log });
const makeDue = () => database.query('UPDATE dead_letter SET next_try_at = now()');

async function letters(): Promise<DeadLetter[]> {
  const { body } = await send('GET', '/dead-letters', { headers: own });
  return body['items'] as DeadLetter[];
}

const pauseOf = ({ nextTryAt }: DeadLetter) => Date.parse(nextTryAt) - Date.now();

test.serial('a dead letter whose cause is gone is applied once and removed', async (t) => {
  await keep({ topic: 'things', data: event('healed') });
  t.like((await letters())[0], { eventId: 'healed:1', state: 'waiting', tries: 0 });
  await round();
  t.deepEqual(await letters(), []);
  await keep({ topic: 'things', data: event('healed') });
  await round();
  t.deepEqual(await letters(), []);
  t.deepEqual(await effectsOf(database, 'healed'), { 'healed:1': 1 });
});

test.serial('a failing dead letter is kept with the reason and retried with backoff', async (t) => {
  faults.set('failing:1', new Error('the table is missing'));
  await keep({ topic: 'things', data: event('failing') });
  await round();
  const [first] = await letters();
  t.like(first, { state: 'waiting', tries: 1, reason: 'the table is missing', type: 'Made.v1' });
  t.true(pauseOf(first as DeadLetter) > 30_000 && pauseOf(first as DeadLetter) <= 60_000);

  await round();
  t.is((await letters())[0]?.tries, 1, 'it is not retried before it is due');
  await makeDue();
  await round();
  const [second] = await letters();
  t.is(second?.tries, 2);
  t.true(pauseOf(second as DeadLetter) > 60_000);

  faults.clear();
  await makeDue();
  await round();
  t.deepEqual(await letters(), []);
  t.deepEqual(await effectsOf(database, 'failing'), { 'failing:1': 1 });
});

test.serial('the backoff is at most an hour', async (t) => {
  faults.set('patient:1', new Error('still missing'));
  await keep({ topic: 'things', data: event('patient') });
  await database.query('UPDATE dead_letter SET tries = 90');
  await round();
  const [letter] = await letters();
  t.is(letter?.state, 'waiting');
  t.true(pauseOf(letter as DeadLetter) <= 3_600_000);
});

test.serial('an undeliverable dead letter is parked with the reason', async (t) => {
  faults.set('final:1', new Undeliverable('it never will'));
  faults.set('used-up:1', new Error('not this time either'));
  await keep({ topic: 'things', data: event('used-up') });
  await database.query('UPDATE dead_letter SET tries = 99');
  await keep({ topic: 'things', data: event('final') });
  await keep({ topic: 'things', id: 'no-envelope', data: { hello: 'world' } });
  await keep({ topic: 'elsewhere', data: event('strange') });
  await keep({ topic: 'things', data: { ...event('nul'), data: { note: 'a\0b' } } });
  await round();
  await makeDue();
  await round();
  t.deepEqual(
    (await letters())
      .map(({ eventId, state, tries, reason }) => [eventId, state, tries, reason])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    [
      ['final:1', 'parked', 1, 'it never will'],
      ['no-envelope', 'parked', 1, 'it has no known envelope'],
      ['nul:1', 'parked', 0, 'its text cannot be stored as it was sent'],
      ['strange:1', 'parked', 1, 'no handler for elsewhere'],
      ['used-up:1', 'parked', 100, 'not this time either'],
    ],
  );
  t.deepEqual(await effectsOf(database, 'nul'), {}, 'an event is applied unchanged or not at all');
});

test.serial('a consumer that has applied the event does not apply it again', async (t) => {
  faults.set('second half:1', new Error('the second one fails'));
  await keep({ topic: 'both', data: event('half') });
  await round();
  t.deepEqual(await effectsOf(database, 'half'), { 'half:1': 1 });
  faults.clear();
  await makeDue();
  await round();
  t.deepEqual(await effectsOf(database, 'half'), { 'half:1': 2 }, 'once for each consumer');
  t.deepEqual(await letters(), []);
});

test.serial('replicas share the dead letters, and none is retried by two at once', async (t) => {
  for (let n = 1; n <= 40; n++) await keep({ topic: 'things', data: event('crowd', n) });
  await Promise.all([round(), round(), round()]);
  t.deepEqual(await letters(), []);
  t.is(handled.length, 40);
  t.is(new Set(handled).size, 40);
});

test.serial('a round stops when everything fails, and leaves the rest', async (t) => {
  for (let n = 1; n <= 10; n++) {
    faults.set(`outage:${n}`, new Error('everything is unavailable'));
    await keep({ topic: 'things', data: event('outage', n) });
  }
  await round();
  t.is((await letters()).filter(({ tries }) => tries > 0).length, 3);
  faults.clear();
  await round();
  t.is((await letters()).length, 3, 'those that wait for their next attempt');
});

test.serial('an operator can replay a dead letter, or discard it with a reason', async (t) => {
  faults.set('judged:1', new Undeliverable('a bug of ours'));
  faults.set('given-up:1', new Undeliverable('nonsense'));
  await keep({ topic: 'things', data: event('judged') });
  await keep({ topic: 'things', data: event('given-up') });
  await round();
  faults.delete('judged:1');
  const headers = own;
  t.is((await send('POST', '/dead-letters/judged:1/replay', { headers })).status, 202);
  const discard = '/dead-letters/given-up:1/discard';
  t.is((await send('POST', discard, { headers, body: {} })).status, 400);
  t.is((await send('POST', discard, { headers, body: { reason: 'a test order' } })).status, 200);
  await round();
  const left = await letters();
  t.is(left.length, 1);
  t.like(left[0], { eventId: 'given-up:1', state: 'discarded', reason: 'a test order' });
  t.deepEqual(await effectsOf(database, 'judged'), { 'judged:1': 1 });
  t.is((await send('POST', '/dead-letters/unknown:1/replay', { headers })).status, 404);
});

test.serial('dead letters cannot be read without the app token', async (t) => {
  for (const headers of [{}, { ...own, 'dapr-caller-app-id': 'gateway' }]) {
    t.is((await send('GET', '/dead-letters', { headers })).status, 404);
    t.is((await send('POST', '/dead-letters/any:1/replay', { headers })).status, 404);
  }
});
