import type { Database } from 'dapr-actor-runtime/postgres';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import {
  bindHandlers,
  inboxHandler,
  subscriber,
  Undeliverable,
} from 'dapr-actor-runtime/subscriber';
import { currentContext } from 'dapr-actor-runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { startProbe, type Probe } from './probe.ts';
import { effectsOf, recordEffects } from './runtime-database.ts';

/** Longest time for a delivery with all its retries, ms. */
const PATIENCE_MS = 30_000;

const attempts = new Map<string, number>();
const contexts = new Map<string, string | undefined>();
let topic: string;
let probe: Probe;
test.before(async () => {
  probe = await startProbe(({ appId, appToken, database, log }) => {
    const handler = inboxHandler({
      consumer: 'recorder',
      types: ['Good.v1', 'Flaky.v1', 'Hopeless.v1', 'Poison.v1'],
      async apply(_deps: { database: Database }, trx, events) {
        await recordEffects(trx, 'recorder', events);
        for (const { id, type } of events) {
          attempts.set(id, (attempts.get(id) ?? 0) + 1);
          if (events.length === 1) contexts.set(id, currentContext()?.correlationId);
          if (type === 'Poison.v1') throw new Undeliverable('it never will');
          if (type === 'Hopeless.v1') throw new Error('it could work, but does not');
          if (type === 'Flaky.v1' && (attempts.get(id) ?? 0) < 4) throw new Error('not yet');
        }
      },
    });
    topic = `${appId}-events`;
    const topics = bindHandlers({ [topic]: [handler] }, { database });
    return [subscriber({ app: appId, pubsub: 'pubsub', database, topics, appToken, log })];
  });
});
test.after.always(() => probe?.stop());

function event(stream: string, seq: number, type = 'Good.v1', data: object = {}): StreamEvent {
  const at = '2026-01-05T09:00:00.000Z';
  return { id: `${stream}:${seq}`, type, stream, seq, at, correlationId: `of-${stream}`, data };
}

async function publish(events: StreamEvent[]): Promise<void> {
  const publications = events.map((data) => ({ id: data.id, type: data.type, data }));
  const failed = await probe.sidecar.publishBulk('pubsub', topic, publications);
  if (failed.length > 0) throw new Error(`not accepted: ${failed.join(', ')}`);
}

function untilEffects(stream: string, count: number) {
  const all = async () => Object.keys(await effectsOf(probe.database, stream)).length === count;
  return waitUntil(all, { timeoutMs: PATIENCE_MS, what: `${count} effects of ${stream}` });
}

async function lettersOf(eventId: string): Promise<{ data?: unknown; id?: string }[]> {
  const { rows } = await probe.database.query(
    'SELECT letter FROM dead_letter WHERE event_id = $1',
    [eventId],
  );
  return rows.map(({ letter }) => letter);
}

function untilLetter(eventId: string) {
  return waitUntil(async () => (await lettersOf(eventId))[0], {
    timeoutMs: PATIENCE_MS,
    what: `the dead letter of ${eventId}`,
  });
}

test('two hundred events arrive and are applied once each', async (t) => {
  const events = Array.from({ length: 200 }, (_, n) => event('many', n + 1));
  await publish(events);
  await untilEffects('many', 200);
  const counts = Object.values(await effectsOf(probe.database, 'many'));
  t.true(counts.every((count) => count === 1));
});

test('an event that is published twice is applied once', async (t) => {
  await publish([event('twice', 1), event('twice', 1)]);
  await publish([event('twice', 1)]);
  await publish([event('twice', 2)]);
  await untilEffects('twice', 2);
  t.deepEqual(await effectsOf(probe.database, 'twice'), { 'twice:1': 1, 'twice:2': 1 });
});

test('an event whose handler throws is redelivered until it succeeds', async (t) => {
  await publish([event('flaky', 1, 'Flaky.v1')]);
  await untilEffects('flaky', 1);
  t.is(attempts.get('flaky:1'), 4);
  t.deepEqual(await effectsOf(probe.database, 'flaky'), { 'flaky:1': 1 });
  t.deepEqual(await lettersOf('flaky:1'), []);
});

test('an undeliverable event becomes a dead letter, and does not delay its batch', async (t) => {
  const good = Array.from({ length: 20 }, (_, n) => event('poisoned', n + 1));
  await publish([...good.slice(0, 10), event('poison', 1, 'Poison.v1'), ...good.slice(10)]);
  await untilEffects('poisoned', 20);
  const letter = await untilLetter('poison:1');
  t.like(letter, { data: event('poison', 1, 'Poison.v1') });
  t.deepEqual(await effectsOf(probe.database, 'poison:'), {});
});

test('an event that fails for too long becomes a dead letter', async (t) => {
  await publish([event('hopeless', 1, 'Hopeless.v1')]);
  t.like(await untilLetter('hopeless:1'), { data: event('hopeless', 1, 'Hopeless.v1') });
  t.true((attempts.get('hopeless:1') ?? 0) > 1);
  const { rows } = await probe.database.query(
    "SELECT 1 FROM inbox WHERE event_id IN ('hopeless:1', 'poison:1')",
  );
  t.deepEqual(rows, [], 'a failed effect leaves no inbox row');
});

test('a message that is not an event becomes a dead letter, and the events beside it are applied', async (t) => {
  const call = { method: 'POST', body: '{"hello":"world"}' } as const;
  const metadata = 'metadata.cloudevent.id=no-envelope';
  await probe.sidecar.request({ ...call, path: `/v1.0/publish/pubsub/${topic}?${metadata}` });
  await publish([event('beside', 1)]);
  await untilEffects('beside', 1);
  t.like(await untilLetter('no-envelope'), { data: { hello: 'world' } });
});

test('a dead letter with text that the database cannot store is kept too', async (t) => {
  const note = 'a\u0000b';
  await publish([event('nul', 1, 'Poison.v1', { note })]);
  t.like(await untilLetter('nul:1'), { data: { data: { note: 'a\ufffdb' } } });
});

test('events of unsubscribed types are acknowledged and dropped', async (t) => {
  await publish([event('other', 1, 'Other.v1'), event('other', 2)]);
  await untilEffects('other', 1);
  t.deepEqual(await effectsOf(probe.database, 'other'), { 'other:2': 1 });
  t.deepEqual(await lettersOf('other:1'), []);
});

test('an event is handled under its correlation id', async (t) => {
  await publish([event('caused', 1)]);
  await untilEffects('caused', 1);
  t.is(contexts.get('caused:1'), 'of-caused');
});
