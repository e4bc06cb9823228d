import {
  accepted,
  openAggregate,
  rejected,
  type Decider,
  type EventStreams,
  type StreamEvent,
} from 'dapr-actor-runtime/streams';
import type { Database } from 'dapr-actor-runtime/postgres';
import {
  bindHandlers,
  inboxHandler,
  subscriber,
  Undeliverable,
} from 'dapr-actor-runtime/subscriber';
import { inContext, newContext } from 'dapr-actor-runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { openStreams, startProbe, type Probe } from './probe.ts';
import { effectsOf, recordEffects } from './runtime-database.ts';

/** Longest time of an event through the outbox, which takes at least a second, ms. */
const PATIENCE_MS = 30_000;

type Added = { type: 'Added.v1'; data: { units: number } };
type Add = { units: number };
const tally: Decider<{ total: number }, Add, Added> = {
  initial: { total: 0 },
  evolve: ({ total }, { data }) => ({ total: total + data.units }),
  decide({ units }, { total }) {
    if (units === 0) return accepted();
    if (total + units > 100) return rejected('full', `It holds ${total} of 100.`);
    return accepted({ type: 'Added.v1', data: { units } });
  },
};
const added = (units: number): Added => ({ type: 'Added.v1', data: { units } });

const delivered: StreamEvent[] = [];
let probe: Probe;
let streams: EventStreams;
test.before(async () => {
  probe = await startProbe(({ appId, appToken, database, log }) => {
    const record = inboxHandler({
      consumer: 'recorder',
      types: ['Added.v1', 'Poison.v1'],
      async apply(_deps: { database: Database }, trx, events) {
        if (events.some(({ type }) => type === 'Poison.v1')) throw new Undeliverable('poison');
        delivered.push(...events);
        await recordEffects(trx, 'recorder', events);
      },
    });
    const topics = bindHandlers({ [`${appId}-streams`]: [record] }, { database });
    return [subscriber({ app: appId, pubsub: 'pubsub', database, topics, appToken, log })];
  });
  streams = openStreams(probe);
});
test.after.always(() => probe?.stop());

test('a stream of several pages is read completely, in order and from any position', async (t) => {
  t.deepEqual(await streams.read('pages'), []);
  for (let seq = 1; seq <= 33; seq++) t.true(await streams.append('pages', seq, added(seq)));
  const events = await streams.read('pages');
  const seqs = events.map(({ seq }) => seq);
  t.deepEqual(
    seqs,
    Array.from({ length: 33 }, (_, n) => n + 1),
  );
  t.deepEqual(
    events.map(({ data }) => data),
    seqs.map((units) => ({ units })),
  );
  t.deepEqual(await streams.read('pages', 16), events.slice(15));
  t.deepEqual(await streams.read('pages', 34), []);
});

test('a stream of exactly one page ends there', async (t) => {
  for (let seq = 1; seq <= 16; seq++) await streams.append('page', seq, added(1));
  t.is((await streams.read('page')).length, 16);
});

test('streams with a common name prefix are not mixed up', async (t) => {
  await streams.append('alike', 1, added(1));
  await streams.append('alike-1', 1, added(2));
  t.is((await streams.read('alike')).length, 1);
  const others = openStreams(probe, { kind: 'other' });
  t.deepEqual(await others.read('alike'), []);
});

test('an event is stored unchanged, with its position and its cause', async (t) => {
  const data = { units: 1, note: 'zwölf „Stück“', nested: [{ deep: null }] };
  await inContext(newContext('because'), () =>
    streams.append('whole', 1, { type: 'Added.v1', data }),
  );
  const [event] = await streams.read('whole');
  t.like(event, {
    id: 'whole:1',
    type: 'Added.v1',
    stream: 'whole',
    seq: 1,
    correlationId: 'because',
    data,
  });
  const at = event?.at ?? '';
  t.is(new Date(at).toISOString(), at);
});

test('events are found by their positions, and missing ones are left out', async (t) => {
  await streams.append('found', 1, added(1));
  const found = await streams.find([
    { stream: 'found', seq: 1 },
    { stream: 'found', seq: 2 },
    { stream: 'never', seq: 1 },
  ]);
  t.deepEqual([...found.keys()], ['found:1']);
  t.deepEqual(await streams.find([]), new Map());
});

test('of two writers at the same position exactly one wins', async (t) => {
  for (let seq = 1; seq <= 10; seq++) {
    const won = await Promise.all([1, 2].map((units) => streams.append('race', seq, added(units))));
    t.deepEqual(won.toSorted(), [false, true]);
    const [event] = await streams.read('race', seq);
    t.deepEqual(event?.data, { units: won.indexOf(true) + 1 });
  }
});

test('appends that share a transaction are all stored, except the one whose position is taken', async (t) => {
  t.true(await streams.append('group-7', 1, added(100)));
  const numbers = Array.from({ length: 40 }, (_, n) => n);
  const won = await Promise.all(numbers.map((n) => streams.append(`group-${n}`, 1, added(n))));
  t.deepEqual(
    won.flatMap((one, n) => (one ? [] : [n])),
    [7],
  );
  const found = await streams.find(numbers.map((n) => ({ stream: `group-${n}`, seq: 1 })));
  const units = [...found.values()].map(({ data }) => (data as Added['data']).units);
  t.deepEqual(
    units.toSorted((a, b) => a - b),
    numbers.map((n) => (n === 7 ? 100 : n)).toSorted((a, b) => a - b),
  );
});

test('of two writers, one with several events, one wins whole', async (t) => {
  for (let round = 0; round < 10; round++) {
    const stream = `whole-${round}`;
    const one = streams.append(stream, 1, added(1), added(2));
    const other = streams.append(stream, 1, added(3));
    const won = await Promise.all([one, other]);
    t.deepEqual(won.toSorted(), [false, true]);
    const stored = (await streams.read(stream)).map(({ data }) => data);
    t.deepEqual(stored, won[0] ? [{ units: 1 }, { units: 2 }] : [{ units: 3 }]);
  }
});

test('an event is never overwritten', async (t) => {
  await streams.append('taken', 1, added(1));
  t.false(await streams.append('taken', 1, added(1)));
  t.false(await streams.append('taken', 1, added(99)));
  t.deepEqual(
    (await streams.read('taken')).map(({ data }) => data),
    [{ units: 1 }],
  );
});

test('a writer that lost decides again on the state that the winner left', async (t) => {
  const [one, other] = [
    openAggregate(streams, tally, 'lost'),
    openAggregate(streams, tally, 'lost'),
  ];
  await Promise.all([one.load(), other.load()]);
  t.deepEqual(await one.handle({ units: 60 }), { ok: true, state: { total: 60 }, version: 1 });
  t.deepEqual(await other.handle({ units: 60 }), rejected('full', 'It holds 60 of 100.'));
  t.deepEqual(await other.handle({ units: 40 }), { ok: true, state: { total: 100 }, version: 2 });
  t.deepEqual(await one.handle({ units: 1 }), rejected('full', 'It holds 100 of 100.'));
});

test('a command for an outdated version is refused, also by a writer that lost', async (t) => {
  const [one, other] = [
    openAggregate(streams, tally, 'versions'),
    openAggregate(streams, tally, 'versions'),
  ];
  await Promise.all([one.load(), other.load()]);
  t.like(await one.handle({ units: 1 }, { ifVersion: [0] }), { ok: true, version: 1 });
  const late = { ok: false, code: 'precondition-failed' };
  t.like(await one.handle({ units: 1 }, { ifVersion: [0, 2] }), late);
  // It assumes that the stream is still at 0, and is corrected at the commit.
  t.like(await other.handle({ units: 1 }, { ifVersion: [0] }), late);
  t.like(await other.handle({ units: 0 }, { ifVersion: [0] }), { ok: true, version: 1 });
  t.like(await other.handle({ units: 1 }, { ifVersion: [1] }), { ok: true, version: 2 });
  t.is((await streams.read('versions')).length, 2);
});

test('concurrent writers lose nothing and sell nothing twice', async (t) => {
  const writers = Array.from({ length: 4 }, () => openAggregate(streams, tally, 'crowd'));
  await Promise.all(writers.map((writer) => writer.load()));
  const outcomes = await Promise.all(writers.map((writer) => writer.handle({ units: 30 })));
  t.is(outcomes.filter(({ ok }) => ok).length, 3);
  const events = await streams.read('crowd');
  t.deepEqual(
    events.map(({ seq }) => seq),
    [1, 2, 3],
  );
});

test('a repeat changes nothing', async (t) => {
  const aggregate = openAggregate(streams, tally, 'repeat');
  t.deepEqual(await aggregate.handle({ units: 0 }), { ok: true, state: { total: 0 }, version: 0 });
  t.deepEqual(await streams.read('repeat'), []);
});

test('a missing store is an error, not a lost race', async (t) => {
  const nowhere = openStreams(probe, { store: 'nowhere' });
  await t.throwsAsync(nowhere.append('fault', 1, added(1)), { name: 'SidecarError' });
});

test('every committed event arrives with its correlation id and is applied once', async (t) => {
  await inContext(newContext('the-cause'), async () => {
    await streams.append('arrives', 1, added(1));
    await Promise.all([
      streams.append('arrives', 2, added(2)),
      streams.append('arrives', 2, added(2)),
    ]);
  });
  const once = { 'arrives:1': 1, 'arrives:2': 1 };
  const arrived = async () => Object.keys(await effectsOf(probe.database, 'arrives')).length === 2;
  await waitUntil(arrived, { timeoutMs: PATIENCE_MS, what: 'both events took effect' });
  const events = delivered.filter(({ stream }) => stream === 'arrives');
  const stored = await streams.read('arrives');
  t.deepEqual(new Set(events), new Set(stored));
  t.true(stored.every(({ correlationId }) => correlationId === 'the-cause'));

  // A sweep may publish an event a second time: it is delivered, without effect.
  const again = [...stored, { ...stored[0], id: 'arrives:last', seq: 3 } as StreamEvent];
  await probe.sidecar.publishBulk(
    'pubsub',
    probe.streamTopic,
    again.map((data) => ({ id: data.id, type: data.type, data })),
  );
  const last = async () => 'arrives:last' in (await effectsOf(probe.database, 'arrives'));
  await waitUntil(last, { timeoutMs: PATIENCE_MS, what: 'the last of the second delivery' });
  t.deepEqual(await effectsOf(probe.database, 'arrives'), { ...once, 'arrives:last': 1 });
});

test('the published envelope has the type of the event and its stream', async (t) => {
  await streams.append('poisoned', 1, { type: 'Poison.v1', data: {} });
  const letter = await waitUntil(
    async () => {
      const { rows } = await probe.database.query(
        "SELECT letter FROM dead_letter WHERE event_id = 'poisoned:1'",
      );
      return rows[0]?.letter;
    },
    { timeoutMs: PATIENCE_MS, what: 'the event is kept as a dead letter' },
  );
  t.like(letter, { subject: 'poisoned', data: { id: 'poisoned:1', type: 'Poison.v1' } });
  t.is(letter.type, 'Poison.v1');
});

test.serial('after a fault of the store the aggregate reads the stream again', async (t) => {
  const aggregate = openAggregate(streams, tally, 'faulty');
  await aggregate.handle({ units: 10 });
  await probe.database.query('ALTER TABLE stream_state RENAME TO stream_state_away');
  await t.throwsAsync(aggregate.handle({ units: 10 }), { message: /stream_state/ });
  await t.throwsAsync(streams.read('faulty'), { message: /stream_state/ });
  await probe.database.query('ALTER TABLE stream_state_away RENAME TO stream_state');
  // A commit whose answer was lost looks like that of another writer.
  t.true(await streams.append('faulty', 2, added(20)));
  t.like(await aggregate.load(), { state: { total: 30 }, version: 2 });
  t.deepEqual(await aggregate.handle({ units: 10 }), {
    ok: true,
    state: { total: 40 },
    version: 3,
  });
});

test.serial(
  'while the database breaks its connections, no event appears to be missing',
  async (t) => {
    t.true(await streams.append('broken', 1, added(1)));
    const answers = { whole: 0, failed: 0, absent: 0 };
    let isOver = false;
    const breaking = (async () => {
      while (!isOver) {
        // Sometimes its own connection too: the pool replaces it.
        await probe.database
          .query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
          )
          .catch(() => {});
      }
    })();
    const read = async () => {
      while (answers.failed < 100) {
        await streams.find([{ stream: 'broken', seq: 1 }]).then(
          (found) => (found.has('broken:1') ? (answers.whole += 1) : (answers.absent += 1)),
          () => (answers.failed += 1),
        );
      }
    };
    await Promise.all(Array.from({ length: 16 }, read));
    isOver = true;
    await breaking;
    t.log(answers);
    t.is(answers.absent, 0);
    t.true(answers.whole > 0);
    // Broken connections that are left in the pools would fail the next test.
    const reconnected = async () => {
      const reads = Array.from({ length: 100 }, () => streams.find([{ stream: 'broken', seq: 1 }]));
      return (await Promise.allSettled(reads)).every(({ status }) => status === 'fulfilled');
    };
    await waitUntil(reconnected, {
      timeoutMs: PATIENCE_MS,
      what: 'the pool has new connections',
    });
    // Broken ones in the sidecar's pool would fail the next appends, and leave their messages to it.
    await probe.restartSidecar();
  },
);
