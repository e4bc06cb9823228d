import {
  dropRolledBackMessages,
  type EventStreams,
  type OutboxWatch,
} from 'dapr-actor-runtime/streams';
import { connectStack } from '@commerce/testing/stack';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { Redis } from 'ioredis';
import { openStreams, startProbe, type Probe } from './probe.ts';

const PATIENCE_MS = 30_000;
/** As long as a message must be unacknowledged before it is looked at, and a little more. */
const OVERDUE_MS = 31_000;
const happened = { type: 'Happened.v1', data: { units: 1 } };

let probe: Probe;
let streams: EventStreams;
let redis: Redis;
let innerTopic: string;
let watch: OutboxWatch;
let shutDowns = 0;

test.before(async () => {
  probe = await startProbe(() => []);
  streams = openStreams(probe);
  redis = new Redis(connectStack().redisUrl);
  innerTopic = `default${probe.appId}${probe.streamTopic}outbox`;
  watch = {
    ...{ redis, streams, innerTopic, group: probe.appId, log: probe.log },
    sidecar: {
      ...probe.sidecar,
      shutDown() {
        shutDowns += 1;
        return probe.sidecar.shutDown();
      },
    },
  };
});
test.after.always(async () => {
  await redis?.quit();
  await probe?.stop();
});

/** Ids of the entries that the sidecar has got and not acknowledged. */
async function pending(): Promise<string[]> {
  const entries = (await redis.xpending(innerTopic, probe.appId, '-', '+', 100)) as [string][];
  return entries.map(([entry]) => entry);
}

/** Waits until the sidecar has a message in hand, and makes it as old as an overdue one. */
async function anOverdueMessage(): Promise<void> {
  const [entry] = await waitUntil(async () => (await pending()).length > 0 && pending(), {
    timeoutMs: PATIENCE_MS,
    what: 'the sidecar has the message',
  });
  const { appId } = probe;
  await redis.call(
    ...(['XCLAIM', innerTopic, appId, appId, '0', String(entry), 'IDLE'] as const),
    ...[String(OVERDUE_MS), 'JUSTID'],
  );
}

/** A transaction that loses its insert, as only a writer that does not look first can make it. */
async function loseInsert(stream: string, seq: number): Promise<void> {
  const event = { id: `${stream}:${seq}`, type: 'Happened.v1', stream, seq, data: { units: 2 } };
  const request = {
    key: `tally-${stream}-${seq}`,
    value: event,
    options: { concurrency: 'first-write' },
    metadata: { contentType: 'application/json', type: event.type },
  };
  await probe.sidecar.transact('orderstreams', [JSON.stringify({ operation: 'upsert', request })]);
}

test.serial('a message whose event is committed restarts nothing', async (t) => {
  t.true(await streams.append('committed', 1, happened));
  await anOverdueMessage();
  await dropRolledBackMessages(watch);
  t.is(shutDowns, 0);
  t.deepEqual(await pending(), []);
});

test.serial(
  'a rolled back message restarts the sidecar once, and does not come back',
  async (t) => {
    t.true(await streams.append('lost', 1, happened));
    await waitUntil(async () => (await pending()).length === 0, {
      timeoutMs: PATIENCE_MS,
      what: 'the event was published',
    });
    await t.throwsAsync(loseInsert('lost', 1), { name: 'SidecarError', message: /no item was/ });
    await anOverdueMessage();
    await dropRolledBackMessages(watch);
    t.is(shutDowns, 1);
    await waitUntil(async () => probe.sidecarHasEnded(), {
      timeoutMs: PATIENCE_MS,
      what: 'the sidecar has ended',
    });
    await probe.restartSidecar();
    // The message was only made to look overdue, so what is remembered of it is too young as well.
    await redis.decrby(`${innerTopic}:rolled-back-at`, OVERDUE_MS);
    await redis.del(`${innerTopic}:restarting`);
    await dropRolledBackMessages(watch);
    t.is(shutDowns, 1, 'the new sidecar never had the message');
    t.deepEqual(await pending(), []);
    t.true(await streams.append('lost', 2, happened));
  },
);

test.serial('writers who lose find out before anything is published', async (t) => {
  const before = await redis.xlen(innerTopic);
  const others = [streams, openStreams(probe), openStreams(probe)];
  for (let seq = 1; seq <= 20; seq++) {
    const won = await Promise.all(others.map((one) => one.append('raced', seq, happened)));
    t.is(won.filter(Boolean).length, 1);
  }
  t.is((await redis.xlen(innerTopic)) - before, 20, 'a message for each event, and no other');
});
