import {
  enqueue,
  openOutbox,
  pruneSentEvents,
  republishSentEvents,
} from 'dapr-actor-runtime/outbox';
import { transaction } from 'dapr-actor-runtime/postgres';
import { createTables } from 'dapr-actor-runtime/schema';
import type { StreamEvent } from 'dapr-actor-runtime/streams';
import { subscriber } from 'dapr-actor-runtime/subscriber';
import { inContext, newContext } from 'dapr-actor-runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { startProbe, type Probe } from './probe.ts';

/** Longest time of an event through the relay, ms. */
const PATIENCE_MS = 30_000;

const delivered: StreamEvent[] = [];
let topic: string;
let probe: Probe;
test.before(async () => {
  probe = await startProbe(({ appId, appToken, database, log }) => {
    topic = `${appId}-events`;
    const handler = {
      consumer: 'recorder',
      types: ['Made.v1'],
      async handle(events: StreamEvent[]) {
        delivered.push(...events);
      },
    };
    const topics = { [topic]: [handler] };
    return [subscriber({ app: appId, pubsub: 'pubsub', database, topics, appToken, log })];
  });
});
test.after.always(() => probe?.stop());

const made = (stream: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ type: 'Made.v1', data: { n }, stream, seq: n + 1 }));

/** Events whose JSON has slightly more than the given number of bytes. */
const writeLarge = (stream: string, count: number, bytes: number) =>
  transaction(probe.database, (trx) => {
    const data = { filling: 'x'.repeat(bytes) };
    return enqueue(
      trx,
      topic,
      made(stream, count).map((event) => ({ ...event, data })),
    );
  });

const write = (stream: string, count = 1) =>
  transaction(probe.database, (trx) => enqueue(trx, topic, made(stream, count)));

const relay = (pubsub = 'pubsub') =>
  openOutbox({ database: probe.database, sidecar: probe.sidecar, pubsub, log: probe.log });

async function waiting(): Promise<number> {
  const { rows } = await probe.database.query('SELECT count(*) AS count FROM outbox');
  return rows[0].count;
}

const idsOf = (stream: string) =>
  delivered.filter((event) => event.stream === stream).map(({ id }) => id);

function untilDelivered(stream: string, count: number) {
  const all = () => new Set(idsOf(stream)).size === count;
  return waitUntil(all, { timeoutMs: PATIENCE_MS, what: `${count} events of ${stream}` });
}

test.serial('events are published once, unchanged', async (t) => {
  await inContext(newContext('because'), () => write('plain', 3));
  const running = relay();
  running.wake();
  await untilDelivered('plain', 3);
  await running.stop();
  t.deepEqual(idsOf('plain').toSorted(), ['plain:1', 'plain:2', 'plain:3']);
  const first = delivered.find(({ id }) => id === 'plain:1');
  t.like(first, { type: 'Made.v1', stream: 'plain', seq: 1, correlationId: 'because' });
  t.deepEqual(first?.data, { n: 0 });
  t.is(await waiting(), 0);
});

test.serial('rows of a transaction that was rolled back are never published', async (t) => {
  const failing = transaction(probe.database, async (trx) => {
    await enqueue(trx, topic, made('rolled-back', 2));
    throw new Error('the change failed after all');
  });
  await t.throwsAsync(failing, { message: 'the change failed after all' });
  await write('committed');
  const running = relay();
  running.wake();
  await untilDelivered('committed', 1);
  await running.stop();
  t.deepEqual(idsOf('rolled-back'), []);
});

test.serial('wake() publishes at once, and stop() waits for it', async (t) => {
  await write('woken');
  const asleep = relay();
  await asleep.stop();
  t.is(await waiting(), 1, 'without wake() the relay has not polled yet');
  const awake = relay();
  awake.wake();
  await awake.stop();
  t.is(await waiting(), 0);
  await untilDelivered('woken', 1);
});

test.serial('the poll finds rows without a wake()', async (t) => {
  const running = relay();
  await write('polled');
  await untilDelivered('polled', 1);
  await running.stop();
  t.is(await waiting(), 0);
});

test.serial('no row is lost while the broker refuses events', async (t) => {
  await write('refused', 5);
  const refused = relay('no-such-broker');
  refused.wake();
  await refused.stop();
  t.is(await waiting(), 5);
  t.deepEqual(idsOf('refused'), []);
  const running = relay();
  running.wake();
  await untilDelivered('refused', 5);
  await running.stop();
  t.is(await waiting(), 0);
});

test.serial('the relay continues once the broker accepts events again', async (t) => {
  await write('recovered', 5);
  const running = relay();
  await probe.restartSidecar();
  await untilDelivered('recovered', 5);
  await running.stop();
  t.is(await waiting(), 0);
});

test.serial('two concurrent relays publish every row of a large backlog', async (t) => {
  await write('backlog', 1_000);
  const both = [relay(), relay()];
  for (const one of both) one.wake();
  await untilDelivered('backlog', 1_000);
  for (const one of both) await one.stop();
  t.is(await waiting(), 0);
  t.is(idsOf('backlog').length, 1_000, 'no row was published twice');
});

test.serial('large events are split into batches that the sidecar accepts', async (t) => {
  await writeLarge('large', 12, 900_000);
  await writeLarge('largest', 1, 3_400_000);
  await write('after-large');
  const running = relay();
  running.wake();
  await untilDelivered('large', 12);
  await untilDelivered('largest', 1);
  await untilDelivered('after-large', 1);
  await running.stop();
  t.is(await waiting(), 0);
  t.is(idsOf('large').length, 12);
});

test.serial(
  'an event that is too large for any call is parked and does not block others',
  async (t) => {
    await write('before-huge');
    await writeLarge('huge', 1, 5_000_000);
    await write('after-huge');
    const running = relay();
    running.wake();
    await untilDelivered('before-huge', 1);
    await untilDelivered('after-huge', 1);
    await running.stop();
    const { rows } = await probe.database.query(
      `DELETE FROM outbox RETURNING event->>'id' AS id, parked_at IS NOT NULL AS parked`,
    );
    t.deepEqual(rows, [{ id: 'huge:1', parked: true }]);
    t.deepEqual(idsOf('huge'), []);
  },
);

test.serial('events that are too large for one call are sent in several', async (t) => {
  const events = made('direct', 6).map((event): StreamEvent => {
    const id = `${event.stream}:${event.seq}`;
    const data = { filling: 'x'.repeat(1_000_000) };
    return { ...event, id, at: '2026-01-05T09:00:00.000Z', correlationId: 'c', data };
  });
  const publications = events.map((data) => ({ id: data.id, type: data.type, data }));
  t.deepEqual(await probe.sidecar.publishBulk('pubsub', topic, publications), []);
  await untilDelivered('direct', 6);
});

test.serial('a commit wakes the relay, and a rollback does not', async (t) => {
  const outbox = relay();
  await transaction(probe.database, (trx) => outbox.enqueue(trx, topic, made('committed-now', 2)));
  await outbox.stop();
  t.is(await waiting(), 0, 'stopping waits for what the commit has woken');
  await untilDelivered('committed-now', 2);
  const later = relay();
  await later.stop();
  const failing = transaction(probe.database, async (trx) => {
    await later.enqueue(trx, topic, made('never', 1));
    throw new Error('rolled back');
  });
  await t.throwsAsync(failing, { message: 'rolled back' });
  t.is(await waiting(), 0);
});

test.serial('with `keep`, what was published can be published again, for a day', async (t) => {
  await createTables(probe.database, ['sent-events']);
  const running = openOutbox({
    ...{ database: probe.database, sidecar: probe.sidecar, log: probe.log },
    ...{ pubsub: 'pubsub', keep: true },
  });
  await write('kept', 3);
  running.wake();
  await untilDelivered('kept', 3);
  await running.stop();
  t.is(await waiting(), 0);
  await probe.database.query(
    `UPDATE sent_events SET sent_at = now() - interval '1 hour' WHERE event->>'seq' = '1'`,
  );
  const sent = { database: probe.database, sidecar: probe.sidecar, pubsub: 'pubsub' };
  delivered.length = 0;
  t.is(await republishSentEvents(sent, 'another-topic', 120_000), 0);
  t.is(await republishSentEvents(sent, topic, 120_000), 2);
  await untilDelivered('kept', 2);
  t.deepEqual(idsOf('kept').toSorted(), ['kept:2', 'kept:3']);

  await probe.database.query(
    `UPDATE sent_events SET sent_at = now() - interval '26 hours' WHERE event->>'seq' = '2'`,
  );
  await pruneSentEvents(probe.database);
  const { rows } = await probe.database.query<{ id: string }>(
    `SELECT event->>'id' AS id FROM sent_events ORDER BY position`,
  );
  t.deepEqual(
    rows.map(({ id }) => id),
    ['kept:1', 'kept:3'],
  );
});
