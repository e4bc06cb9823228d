import {
  accepted,
  loadState,
  openAggregate,
  type Decider,
  type EventStreams,
} from 'dapr-actor-runtime/streams';
import type { Database } from 'dapr-actor-runtime/postgres';
import { bindHandlers, inboxHandler, subscriber } from 'dapr-actor-runtime/subscriber';
import { connectStack } from '@commerce/testing';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { openStreams, startProbe, type Probe } from './probe.ts';
import { effectsOf, recordEffects } from './runtime-database.ts';

const PATIENCE_MS = 30_000;
/** Events between two snapshots; a longer stream counts as long. */
const EVERY = 64;
const LONG = 16;

type Added = { type: 'Added.v1'; data: { units: number } };
// Its members are not in alphabetical order.
type Tally = { total: number; last?: number; note?: string | undefined };
const tally: Decider<Tally, { units: number }, Added> = {
  initial: { total: 0 },
  evolve: ({ total }, { data }) => ({
    total: total + data.units,
    last: data.units,
    note: undefined,
  }),
  decide: ({ units }) => accepted({ type: 'Added.v1', data: { units } }),
};

/** The same decider, counting how often it folds. */
function counted() {
  const folds = { count: 0 };
  const evolve: typeof tally.evolve = (state, event) => {
    folds.count += 1;
    return tally.evolve(state, event);
  };
  return { folds, decider: { ...tally, evolve } };
}

let probe: Probe;
let streams: EventStreams;
const open = (stateVersion?: number): EventStreams => openStreams(probe, { stateVersion });
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
  streams = open(1);
});
const stack = connectStack();
test.after.always(async () => {
  await probe?.stop();
  await stack.close();
});

/** Events of one unit each, written past the sidecar, so that they are not published. */
async function writeEvents(stream: string, fromSeq: number, toSeq: number): Promise<void> {
  await probe.database.query(
    `INSERT INTO stream_state (key, value)
     SELECT $1 || '||tally-' || $2 || '-' || seq, convert_to(json_build_object(
       'id', $2 || ':' || seq, 'type', 'Added.v1', 'stream', $2::text, 'seq', seq,
       'at', '2026-11-22T10:00:00.000Z', 'correlationId', 'cor',
       'data', json_build_object('units', 1))::text, 'utf8')
     FROM generate_series($3::int, $4::int) AS seq`,
    [probe.appId, stream, fromSeq, toSeq],
  );
}

const keyOf = (stream: string, stateVersion: number) =>
  `${probe.appId}||snapshot:tally:v${stateVersion}:${stream}`;

async function snapshotOf(
  stream: string,
  stateVersion = 1,
): Promise<Record<string, unknown> | undefined> {
  const { rows } = await probe.database.query<{ value: string }>(
    "SELECT convert_from(value, 'utf8') AS value FROM stream_state WHERE key = $1",
    [keyOf(stream, stateVersion)],
  );
  return rows[0] && (JSON.parse(rows[0].value) as Record<string, unknown>);
}

async function tamper(stream: string, change: object): Promise<void> {
  const value = { ...(await snapshotOf(stream)), ...change };
  await probe.database.query(
    "UPDATE stream_state SET value = convert_to($2, 'utf8') WHERE key = $1",
    [keyOf(stream, 1), JSON.stringify(value)],
  );
}

/** A long stream whose next commit writes a snapshot, and that snapshot. */
async function longStream(stream: string, events: number): Promise<void> {
  await writeEvents(stream, 1, events - 1);
  await openAggregate(streams, tally, stream).handle({ units: 1 });
  const left = async () => (await snapshotOf(stream))?.['version'] === events;
  await waitUntil(left, { timeoutMs: PATIENCE_MS, what: `a snapshot of ${stream}` });
}

test('a stream of any length is read whole, or as far as requested', async (t) => {
  for (const length of [1, 15, 16, 17, 79, 80, 81, 336, 1_360, 1_400]) {
    const stream = `length-${length}`;
    await writeEvents(stream, 1, length);
    const events = await streams.read(stream);
    t.is(events.length, length);
    t.true(events.every(({ seq }, n) => seq === n + 1));
    t.is((await streams.read(stream, 10)).length, Math.max(0, length - 9));
    t.is((await streams.read(stream, 1, 80)).length, Math.min(length, 80));
    t.is((await streams.read(stream, 3, 3)).length, length < 3 ? 0 : 1);
  }
});

test('a long stream is loaded from its snapshot, and only later events are folded', async (t) => {
  await longStream('kept', 100);
  await writeEvents('kept', 101, 105);
  const { folds, decider } = counted();
  const loaded = await loadState(streams, decider, 'kept');
  t.like(loaded, { state: { total: 105 }, version: 105, snapshotVersion: 100 });
  t.is(folds.count, 5);
});

test('an aggregate saves a snapshot every 64 events, and another one continues from it', async (t) => {
  const aggregate = openAggregate(streams, tally, 'grows');
  for (let n = 1; n < EVERY; n++) await aggregate.handle({ units: 1 });
  t.is(await snapshotOf('grows'), undefined);
  await aggregate.handle({ units: 1 });
  const left = async () => (await snapshotOf('grows'))?.['version'] === EVERY;
  await waitUntil(left, { timeoutMs: PATIENCE_MS, what: 'the first snapshot' });
  const other = openAggregate(streams, tally, 'grows');
  t.like(await other.handle({ units: 1 }), { state: { total: 65 }, version: 65 });
  t.deepEqual(await other.load(), await openAggregate(open(), tally, 'grows').load());
});

test('a short stream costs one read of 16 keys, and a new one no read', async (t) => {
  const calls: string[] = [];
  const database = Object.create(probe.database, {
    query: {
      value(query: { values: [keys: string[]] }) {
        calls.push(`read ${query.values[0].length}`);
        return probe.database.query(query as never);
      },
    },
  }) as Database;
  const sidecar = {
    ...probe.sidecar,
    save(store: string, key: string, value: unknown) {
      calls.push('save');
      return probe.sidecar.save(store, key, value);
    },
  };
  const watched = openStreams(probe, { sidecar, database, stateVersion: 1 });
  const placed = openAggregate(watched, tally, 'short');
  await placed.handle({ units: 1 }, { expectNew: true });
  await placed.handle({ units: 1 });
  t.deepEqual(calls, []);
  await openAggregate(watched, tally, 'short').load();
  t.deepEqual(calls, [`read ${LONG}`]);
});

test('a snapshot that was tampered with is ignored', async (t) => {
  const changes = [
    { state: JSON.stringify({ total: 1_000_000 }) },
    { state: 'no JSON' },
    { version: 80 },
    { version: -1 },
    { digest: 'abc' },
    { state: null },
  ];
  for (const [n, change] of changes.entries()) {
    const stream = `tampered-${n}`;
    await longStream(stream, 100);
    await tamper(stream, change);
    t.like(await loadState(streams, tally, stream), {
      state: { total: 100, last: 1, note: undefined },
      version: 100,
      snapshotVersion: 0,
    });
  }
});

test('a snapshot from a future that the stream does not have is ignored', async (t) => {
  await writeEvents('future', 1, 50);
  await streams.snapshots?.save('future', { state: { total: 999 }, version: 51 });
  t.like(await loadState(streams, tally, 'future'), { state: { total: 50 }, version: 50 });
});

test('a snapshot of another stream is ignored', async (t) => {
  await longStream('mine', 70);
  await writeEvents('theirs', 1, 90);
  await probe.database.query(
    'INSERT INTO stream_state (key, value) SELECT $2, value FROM stream_state WHERE key = $1',
    [keyOf('mine', 1), keyOf('theirs', 1)],
  );
  t.like(await loadState(streams, tally, 'theirs'), { state: { total: 90 }, version: 90 });
});

test('a snapshot of another state version is ignored, and each version keeps its own', async (t) => {
  await longStream('versions', 100);
  const twice = { ...tally, evolve: ({ total }: Tally) => ({ total: total + 2 }) };
  const newer = open(2);
  t.like(await loadState(newer, twice, 'versions'), { state: { total: 200 }, snapshotVersion: 0 });
  await openAggregate(newer, twice, 'versions').handle({ units: 1 });
  const left = async () => (await snapshotOf('versions', 2))?.['version'] === 101;
  await waitUntil(left, { timeoutMs: PATIENCE_MS, what: 'a snapshot of the new version' });
  t.like(await loadState(newer, twice, 'versions'), {
    state: { total: 202 },
    snapshotVersion: 101,
  });
  t.like(await loadState(streams, tally, 'versions'), {
    state: { total: 101 },
    snapshotVersion: 100,
  });
});

test('while two state versions run, neither touches the snapshot of the other', async (t) => {
  await longStream('rolling', 100);
  const newer = open(2);
  await openAggregate(newer, tally, 'rolling').handle({ units: 1 });
  const ofNewer = async () => (await snapshotOf('rolling', 2))?.['version'] === 101;
  await waitUntil(ofNewer, { timeoutMs: PATIENCE_MS, what: 'a snapshot of the newer process' });
  await writeEvents('rolling', 102, 163);
  await openAggregate(streams, tally, 'rolling').handle({ units: 1 });
  const ofOlder = async () => (await snapshotOf('rolling', 1))?.['version'] === 164;
  await waitUntil(ofOlder, { timeoutMs: PATIENCE_MS, what: 'a snapshot of the older process' });
  t.is((await snapshotOf('rolling', 2))?.['version'], 101, 'the older process left it alone');
  t.like(await loadState(newer, tally, 'rolling'), { state: { total: 164 }, snapshotVersion: 101 });
});

test('a commit of several events leaves a snapshot when it passes the interval', async (t) => {
  await writeEvents('several', 1, 62);
  const three: Decider<Tally, object, Added> = {
    ...tally,
    decide: () =>
      accepted(...[1, 2, 3].map((units) => ({ type: 'Added.v1', data: { units } }) as const)),
  };
  const outcome = await openAggregate(streams, three, 'several').handle({});
  t.like(outcome, { ok: true, version: 65, state: { total: 68, last: 3 } });
  const left = async () => (await snapshotOf('several'))?.['version'] === 65;
  await waitUntil(left, { timeoutMs: PATIENCE_MS, what: 'a snapshot of all three' });
  t.like(await loadState(streams, tally, 'several'), { state: { total: 68 }, snapshotVersion: 65 });
});

test('an older snapshot is still usable', async (t) => {
  await longStream('older', 70);
  await writeEvents('older', 71, 400);
  const { folds, decider } = counted();
  t.like(await loadState(streams, decider, 'older'), { state: { total: 400 }, version: 400 });
  t.is(folds.count, 330);
});

test('a writer that loaded a snapshot can lose and decides again like any other', async (t) => {
  await longStream('raced', 100);
  const writers = [1, 2, 3].map(() => openAggregate(streams, tally, 'raced'));
  await Promise.all(writers.map((writer) => writer.load()));
  await Promise.all(writers.map((writer) => writer.handle({ units: 1 })));
  t.like(await loadState(streams, tally, 'raced'), { state: { total: 103 }, version: 103 });
  t.is((await streams.read('raced')).length, 103);
});

test('a snapshot is not published, and does not become a dead letter', async (t) => {
  await longStream('quiet', 100);
  await streams.append('quiet', 101, { type: 'Added.v1', data: { units: 1 } });
  const arrived = async () => 'quiet:101' in (await effectsOf(probe.database, 'quiet'));
  await waitUntil(arrived, { timeoutMs: PATIENCE_MS, what: 'the event after the snapshot' });
  t.deepEqual(await effectsOf(probe.database, 'quiet'), { 'quiet:100': 1, 'quiet:101': 1 });
  // Neither on the topic nor on the outbox's internal topic.
  const redis = stack.redis();
  const topics = await redis.keys(`*${probe.streamTopic}*`);
  const entries = await Promise.all(topics.map((topic) => redis.xrange(topic, '-', '+')));
  t.regex(JSON.stringify(entries), /quiet:101/);
  t.notRegex(JSON.stringify(entries), /digest|snapshot/);
});

test('a snapshot that cannot be saved does not fail the commit', async (t) => {
  const { sidecar } = probe;
  const failing = { ...sidecar, save: () => sidecar.save('nowhere', 'key', {}) };
  const without = openStreams(probe, { sidecar: failing, stateVersion: 1 });
  await writeEvents('unkept', 1, 99);
  const outcome = await openAggregate(without, tally, 'unkept').handle({ units: 1 });
  t.like(outcome, { ok: true, version: 100 });
  t.is(await snapshotOf('unkept'), undefined);
});
