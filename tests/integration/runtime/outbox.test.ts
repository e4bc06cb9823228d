import { enqueue, startRelay } from '@commerce/runtime/outbox';
import { transaction } from '@commerce/runtime/postgres';
import type { StreamEvent } from '@commerce/runtime/streams';
import { subscriber } from '@commerce/runtime/subscriber';
import { inContext, newContext } from '@commerce/runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { startProbe, type Probe } from './probe.ts';

/** Bound on the way of an event through the relay, ms. */
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

const write = (stream: string, count = 1) =>
  transaction(probe.database, (trx) => enqueue(trx, topic, made(stream, count)));

const relay = (pubsub = 'pubsub') =>
  startRelay({ database: probe.database, sidecar: probe.sidecar, pubsub, log: probe.log });

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

test.serial('what is written is published once, as it was written', async (t) => {
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

test.serial('waking publishes at once, and stopping waits for it', async (t) => {
  await write('woken');
  const asleep = relay();
  await asleep.stop();
  t.is(await waiting(), 1, 'a relay that was not woken has not polled yet');
  const awake = relay();
  awake.wake();
  await awake.stop();
  t.is(await waiting(), 0);
  await untilDelivered('woken', 1);
});

test.serial('rows that nobody told the relay of are found by its poll', async (t) => {
  const running = relay();
  await write('polled');
  await untilDelivered('polled', 1);
  await running.stop();
  t.is(await waiting(), 0);
});

test.serial('no row is lost while the broker refuses', async (t) => {
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

test.serial('a relay goes on by itself once the broker takes events again', async (t) => {
  await write('recovered', 5);
  const running = relay();
  await probe.restartSidecar();
  await untilDelivered('recovered', 5);
  await running.stop();
  t.is(await waiting(), 0);
});

test.serial('two relays at once publish every row of a large backlog', async (t) => {
  await write('backlog', 1_000);
  const both = [relay(), relay()];
  for (const one of both) one.wake();
  await untilDelivered('backlog', 1_000);
  for (const one of both) await one.stop();
  t.is(await waiting(), 0);
  t.is(idsOf('backlog').length, 1_000, 'no row was published by both');
});
