import {
  accepted,
  openAggregate,
  rejected,
  type Decider,
  type EventStreams,
} from 'dapr-actor-runtime/streams';
import type { Database } from 'dapr-actor-runtime/postgres';
import { bindHandlers, inboxHandler, subscriber } from 'dapr-actor-runtime/subscriber';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { openStreams, startProbe, type Probe } from './probe.ts';
import { effectsOf, recordEffects } from './runtime-database.ts';

/** Longest time of an event through the outbox, which takes at least a second, ms. */
const PATIENCE_MS = 30_000;

type Added = { type: 'Added.v1'; data: { units: number } };
const added = (units: number): Added => ({ type: 'Added.v1', data: { units } });
const tally: Decider<{ total: number }, { units: number }, Added> = {
  initial: { total: 0 },
  evolve: ({ total }, { data }) => ({ total: total + data.units }),
  decide: ({ units }) => accepted(added(units)),
};

let probe: Probe;
let streams: EventStreams;
test.before(async () => {
  probe = await startProbe(({ appId, appToken, database, log }) => {
    const record = inboxHandler({
      consumer: 'recorder',
      types: ['Added.v1'],
      apply: (_deps: { database: Database }, trx, events) => recordEffects(trx, 'recorder', events),
    });
    const topics = bindHandlers({ [`${appId}-streams`]: [record] }, { database });
    return [subscriber({ app: appId, pubsub: 'pubsub', database, topics, appToken, log })];
  });
  streams = openStreams(probe);
});
test.after.always(() => probe?.stop());

test('a commit is lost whole when only one of its later positions is taken', async (t) => {
  await streams.append('later', 1, added(1));
  await streams.append('later', 3, added(3));
  t.false(await streams.append('later', 2, added(20), added(30)));
  t.deepEqual(await streams.find([{ stream: 'later', seq: 2 }]), new Map());
  t.true(await streams.append('later', 2, added(2)));
  t.deepEqual(
    (await streams.read('later')).map(({ data }) => data),
    [{ units: 1 }, { units: 2 }, { units: 3 }],
  );
});

test('commits of several events share transactions, and one that is lost costs the others nothing', async (t) => {
  t.true(await streams.append('pair-7', 2, added(100)));
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  const won = await Promise.all(
    numbers.map((n) => streams.append(`pair-${n}`, 1, added(n), added(n))),
  );
  t.deepEqual(
    won.flatMap((one, n) => (one ? [] : [n])),
    [7],
  );
  const found = await streams.find(numbers.map((n) => ({ stream: `pair-${n}`, seq: 1 })));
  t.is(found.size, 19);
});

test('the events of one commit have consecutive positions, one time and one cause', async (t) => {
  t.true(await streams.append('three', 1, added(1), added(2), added(3)));
  const events = await streams.read('three');
  t.deepEqual(
    events.map(({ id, seq }) => [id, seq]),
    [1, 2, 3].map((seq) => [`three:${seq}`, seq]),
  );
  t.is(new Set(events.map(({ at }) => at)).size, 1);
  t.deepEqual(
    events.map(({ correlationId }) => correlationId),
    ['three:1', 'three:1', 'three:1'],
  );
  const many = Array.from({ length: 65 }, () => added(1));
  await t.throwsAsync(streams.append('three', 4, ...many), { name: 'RangeError' });
  await t.throwsAsync(streams.append('three', 4), { name: 'RangeError' });
});

test('each event of a commit arrives and takes effect once', async (t) => {
  t.true(await streams.append('batch', 1, added(1), added(2)));
  const expected = { 'batch:1': 1, 'batch:2': 1 };
  const arrived = async () => Object.keys(await effectsOf(probe.database, 'batch')).length === 2;
  await waitUntil(arrived, { timeoutMs: PATIENCE_MS, what: 'both events took effect' });
  t.deepEqual(await effectsOf(probe.database, 'batch'), expected);
});

test('a decision of several events is decided again as a whole by a writer that lost', async (t) => {
  const pairs: typeof tally = {
    ...tally,
    decide({ units }, { total }) {
      if (total + 2 * units > 100) return rejected('full', `It holds ${total} of 100.`);
      return accepted(added(units), added(units));
    },
  };
  const [one, other] = [
    openAggregate(streams, pairs, 'pairs'),
    openAggregate(streams, tally, 'pairs'),
  ];
  await Promise.all([one.load(), other.load()]);
  t.deepEqual(await other.handle({ units: 10 }), { ok: true, state: { total: 10 }, version: 1 });
  t.deepEqual(await one.handle({ units: 20 }), { ok: true, state: { total: 50 }, version: 3 });
  t.deepEqual(await other.handle({ units: 50 }), { ok: true, state: { total: 100 }, version: 4 });
  t.deepEqual(await one.handle({ units: 20 }), rejected('full', 'It holds 100 of 100.'));
});
