import {
  accepted,
  type Decider,
  type EventStreams,
  loadState,
  openAggregate,
  rejected,
} from 'dapr-actor-runtime/streams';
import { inContext, newContext } from 'dapr-actor-runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import type { ExecutionContext } from 'ava';

/** Longest wait for a snapshot, which is saved after the answer, ms. */
const SNAPSHOT_LIMIT_MS = 10_000;
const MAX_COMMIT = 64;

type Added = { type: 'Added.v1'; data: { units: number } };
const added = (units: number): Added => ({ type: 'Added.v1', data: { units } });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const tally: Decider<number, { units: number }, Added> = {
  initial: 0,
  evolve: (total, { data }) => total + data.units,
  decide: ({ units }, total) =>
    total + units > 1_000 ? rejected('full', `It holds ${total}.`) : accepted(added(units)),
};

/** What every implementation of EventStreams does; `streams` have snapshots. */
export const streamBehaviours: Record<
  string,
  (t: ExecutionContext, streams: EventStreams) => Promise<void>
> = {
  async 'a stream without events is empty'(t, streams) {
    t.deepEqual(await streams.read('none'), []);
    t.deepEqual(await streams.find([]), new Map());
    t.deepEqual(await streams.find([{ stream: 'none', seq: 1 }]), new Map());
  },

  async 'an event is stored with its id, its position, its time and its cause'(t, streams) {
    const before = Date.now();
    const context = newContext('because');
    t.true(await inContext(context, () => streams.append('full', 1, added(1), added(2))));
    const [first, second] = await streams.read('full');
    t.like(first, { id: 'full:1', stream: 'full', seq: 1, correlationId: 'because', ...added(1) });
    t.like(second, { id: 'full:2', stream: 'full', seq: 2, correlationId: 'because', ...added(2) });
    t.is(first?.at, second?.at);
    t.regex(first?.at ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    t.true(Date.parse(first?.at ?? '') <= Date.now() + 1_000 && before > 0);
    t.deepEqual(Object.keys(first ?? {}).sort(), [
      ...['at', 'correlationId', 'data', 'id', 'seq', 'stream', 'type'],
    ]);
  },

  async 'an event without a context is its own cause'(t, streams) {
    await streams.append('alone', 1, added(1), added(2));
    const causes = (await streams.read('alone')).map(({ correlationId }) => correlationId);
    t.deepEqual(causes, ['alone:1', 'alone:1']);
  },

  async 'data is what JSON can carry, and later changes of the object do not reach it'(t, streams) {
    const data = { text: 'ü "quoted" \\ 🙂', nested: [{ n: 1.5 }, null], gone: undefined };
    await streams.append('json', 1, { type: 'Said.v1', data });
    data.text = 'changed';
    const stored = { text: 'ü "quoted" \\ 🙂', nested: [{ n: 1.5 }, null] };
    const [event] = await streams.read('json');
    t.deepEqual(event?.data, stored);
    Object.assign(event?.data ?? {}, { text: 'changed' });
    t.deepEqual((await streams.read('json'))[0]?.data, stored);
  },

  async 'a position is taken once: the other commit answers false and stores nothing'(t, streams) {
    t.true(await streams.append('once', 1, added(1)));
    t.false(await streams.append('once', 1, added(2)));
    t.false(await streams.append('once', 1, added(2), added(3)));
    t.deepEqual(
      (await streams.read('once')).map(({ data }) => data),
      [{ units: 1 }],
    );
  },

  async 'of many writers for one position one wins'(t, streams) {
    const won = await Promise.all(numbers(8).map((n) => streams.append('race', 1, added(n))));
    t.is(won.filter(Boolean).length, 1);
    t.is((await streams.read('race')).length, 1);
  },

  async 'any part of a stream can be read'(t, streams) {
    for (let seq = 1; seq <= 120; seq += 40) {
      await streams.append('long', seq, ...numbers(40).map((n) => added(seq + n - 1)));
    }
    const seqs = async (...range: [number?, number?]) =>
      (await streams.read('long', ...range)).map(({ seq }) => seq);
    t.deepEqual(await seqs(), numbers(120));
    t.deepEqual(await seqs(119), [119, 120]);
    t.deepEqual(await seqs(5, 7), [5, 6, 7]);
    t.deepEqual(await seqs(118, 500), [118, 119, 120]);
    t.deepEqual(await seqs(121), []);
    t.deepEqual(await seqs(7, 5), []);
  },

  async 'single events are found by their positions, in any streams'(t, streams) {
    await streams.append('found-1', 1, added(1), added(2));
    await streams.append('found-2', 1, added(3));
    const found = await streams.find([
      { stream: 'found-1', seq: 2 },
      { stream: 'found-2', seq: 1 },
      { stream: 'found-2', seq: 2 },
    ]);
    t.deepEqual([...found.keys()].sort(), ['found-1:2', 'found-2:1']);
    t.like(found.get('found-2:1'), added(3));
  },

  async 'streams whose names resemble each other stay apart'(t, streams) {
    await streams.append('a', 1, added(1));
    await streams.append('a-1', 1, added(2));
    await streams.append('a:1', 1, added(3));
    for (const stream of ['a', 'a-1', 'a:1']) t.is((await streams.read(stream)).length, 1);
  },

  async 'a commit has 1 to 64 events'(t, streams) {
    await t.throwsAsync(streams.append('size', 1), { instanceOf: RangeError });
    const tooMany = numbers(MAX_COMMIT + 1).map(added);
    await t.throwsAsync(streams.append('size', 1, ...tooMany), {
      ...{ instanceOf: RangeError, message: /1 to 64 events, not 65/ },
    });
    t.true(await streams.append('size', 1, ...tooMany.slice(1)));
  },

  async 'concurrent aggregates lose no command'(t, streams) {
    const writers = numbers(3).map(() => openAggregate(streams, tally, 'shared'));
    const outcomes = await Promise.all(writers.map((writer) => writer.handle({ units: 2 })));
    t.true(outcomes.every(({ ok }) => ok));
    t.like(await loadState(streams, tally, 'shared'), { state: 6, version: 3 });
    t.like(await writers[0]?.handle({ units: 999 }), { ok: false, code: 'full' });
  },

  async 'a long stream has a snapshot, from which it is loaded'(t, streams) {
    const writer = openAggregate(streams, tally, 'kept');
    for (let n = 0; n < 66; n++) await writer.handle({ units: 1 });
    await waitUntil(() => streams.snapshots?.read('kept'), {
      ...{ timeoutMs: SNAPSHOT_LIMIT_MS, what: 'the snapshot is saved' },
    });
    t.deepEqual(await streams.snapshots?.read('kept'), { state: 64, version: 64 });
    t.like(await loadState(streams, tally, 'kept'), {
      ...{ state: 66, version: 66, snapshotVersion: 64 },
    });
    t.is(await streams.snapshots?.read('none'), undefined);
  },
};
