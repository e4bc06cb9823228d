import type { Database } from 'dapr-actor-runtime/postgres';
import {
  type EventStreams,
  openFirstEvents,
  type StreamEvent,
  withFirstEvents,
} from 'dapr-actor-runtime/streams';
import { bindHandlers, inboxHandler, subscriber } from 'dapr-actor-runtime/subscriber';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { openStreams, startProbe, type Probe } from './probe.ts';
import { effectsOf, recordEffects } from './runtime-database.ts';

// First events that are not published by themselves: the app's own consumer adds them to the second.

/** Longest time of an event through the outbox, which takes at least a second, ms. */
const PATIENCE_MS = 30_000;
const added = (units: number) => ({ type: 'Added.v1', data: { units } });

/** The ids of the events as they were delivered, with every repetition. */
const delivered: string[] = [];
let probe: Probe;
let streams: EventStreams;
test.before(async () => {
  let find: EventStreams['find'] | undefined;
  probe = await startProbe(({ appId, appToken, database, log }) => {
    const record = inboxHandler({
      consumer: 'recorder',
      types: ['Added.v1'],
      async complete(_deps: { database: Database }, events) {
        delivered.push(...events.map(({ id }) => id));
        return withFirstEvents({ find: (...given) => find!(...given) }, events);
      },
      apply: (_deps: { database: Database }, trx, events: StreamEvent[]) =>
        recordEffects(trx, 'recorder', events),
    });
    const topics = bindHandlers({ [`${appId}-streams`]: [record] }, { database });
    return [subscriber({ app: appId, pubsub: 'pubsub', database, topics, appToken, log })];
  });
  streams = openHolding('ready');
  find = streams.find;
});
test.after.always(() => probe?.stop());

function openHolding(status: 'ready' | 'reconnecting'): EventStreams {
  const { sidecar, streamTopic: topic, log } = probe;
  const firstEvents = openFirstEvents({
    ...{ sidecar, topic, log },
    redis: { status },
    pubsub: 'pubsub',
  });
  return openStreams(probe, { firstEvents });
}

function untilApplied(stream: string, count: number) {
  const all = async () => Object.keys(await effectsOf(probe.database, stream)).length === count;
  return waitUntil(all, { timeoutMs: PATIENCE_MS, what: `${count} events of ${stream} applied` });
}

const deliveriesOf = (stream: string) => delivered.filter((id) => id.startsWith(`${stream}:`));

test('a first event takes effect with the second, without being published itself', async (t) => {
  t.true(await streams.append('pair', 1, added(1)));
  t.true(await streams.append('pair', 2, added(2)));
  await untilApplied('pair', 2);
  t.deepEqual(await effectsOf(probe.database, 'pair'), { 'pair:1': 1, 'pair:2': 1 });
  t.deepEqual(deliveriesOf('pair'), ['pair:2']);
  t.deepEqual(
    (await streams.read('pair')).map(({ seq, data }) => [seq, data]),
    [
      [1, { units: 1 }],
      [2, { units: 2 }],
    ],
  );
});

test('a first event that stays alone is published by itself', async (t) => {
  t.true(await streams.append('alone', 1, added(1)));
  await untilApplied('alone', 1);
  t.deepEqual(deliveriesOf('alone'), ['alone:1']);
  t.true(await streams.append('alone', 2, added(2)));
  await untilApplied('alone', 2);
  t.deepEqual(await effectsOf(probe.database, 'alone'), { 'alone:1': 1, 'alone:2': 1 });
});

test('of two writers of a first event one wins, also between those that come together', async (t) => {
  const other = openHolding('ready');
  const won = await Promise.all([
    streams.append('race', 1, added(1)),
    other.append('race', 1, added(2)),
    streams.append('beside', 1, added(3)),
    streams.append('whole', 1, added(4), added(5)),
  ]);
  t.is(won.slice(0, 2).filter(Boolean).length, 1);
  t.deepEqual(won.slice(2), [true, true]);
  t.false(await streams.append('race', 1, added(9)));
  t.is((await streams.read('race')).length, 1);
  t.is((await streams.read('whole')).length, 2);
});

test('while the broker is away, a first event is published like all others', async (t) => {
  t.true(await openHolding('reconnecting').append('away', 1, added(1)));
  await untilApplied('away', 1);
  t.deepEqual(deliveriesOf('away'), ['away:1']);
});
