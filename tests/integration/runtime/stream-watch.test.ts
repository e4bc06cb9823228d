import { openStreamWatch, type EventStreams, type StreamWatch } from 'dapr-actor-runtime/streams';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { openStreams, startProbe, type Probe } from './probe.ts';

const WAIT_MS = 20_000;
const event = { type: 'Happened.v1', data: {} };
const never = new AbortController().signal;

let probe: Probe;
/** The writer of another process. */
let elsewhere: EventStreams;
let polls = 0;
let reads = 0;
let watch: StreamWatch;
test.before(async () => {
  probe = await startProbe(() => []);
  elsewhere = openStreams(probe, { kind: 'watched' });
  const counted: EventStreams = {
    ...elsewhere,
    find(positions) {
      polls += 1;
      return elsewhere.find(positions);
    },
    read(...range) {
      reads += 1;
      return elsewhere.read(...range);
    },
  };
  watch = openStreamWatch(counted, probe.log);
});
test.after.always(() => probe?.stop());

const next = (stream: string, after: number, waitMs = WAIT_MS) =>
  watch.next(stream, after, { signal: never, waitMs });

test.serial('an event is read once for all of its waiters', async (t) => {
  reads = 0;
  const waiting = Array.from({ length: 50 }, () => next('crowd', 0));
  await watch.streams.append('crowd', 1, event);
  for (const events of await Promise.all(waiting)) t.like(events, [{ id: 'crowd:1' }]);
  t.is(reads, 1);
});

test.serial('one poll per interval asks for all watched streams', async (t) => {
  const over = new AbortController();
  const waiting = Array.from({ length: 50 }, (_, n) =>
    watch.next(`one-${n}`, 0, { signal: over.signal, waitMs: WAIT_MS }),
  );
  polls = 0;
  await waitUntil(() => polls >= 2, { timeoutMs: WAIT_MS, what: 'two polls of the store' });
  t.is(polls, 2);
  over.abort();
  t.deepEqual(
    await Promise.all(waiting),
    waiting.map(() => []),
  );
});

test('a commit of several events wakes the waiters for each of them', async (t) => {
  const waiting = [next('several', 0), next('several', 1)];
  await watch.streams.append('several', 1, event, event);
  const [all, last] = await Promise.all(waiting);
  t.like(all, [{ id: 'several:1' }, { id: 'several:2' }]);
  t.like(last, [{ id: 'several:2' }]);
});

test('events that exist already come at once, in pages', async (t) => {
  for (let seq = 1; seq <= 70; seq++) await elsewhere.append('past', seq, event);
  const first = await next('past', 0);
  t.is(first.length, 64);
  t.deepEqual(
    (await next('past', 64)).map(({ seq }) => seq),
    [65, 66, 67, 68, 69, 70],
  );
});

test('events of another process are seen', async (t) => {
  const waiting = next('other', 0);
  await elsewhere.append('other', 1, event);
  t.like(await waiting, [{ id: 'other:1' }]);
});

test('a follower misses no event and sees none twice, whichever process writes', async (t) => {
  const seen: number[] = [];
  const following = (async () => {
    while (seen.length < 40) {
      seen.push(...(await next('both', seen.length)).map(({ seq }) => seq));
    }
  })();
  for (let seq = 1; seq <= 40; seq++) {
    await (seq % 3 === 0 ? elsewhere : watch.streams).append('both', seq, event);
  }
  await following;
  t.deepEqual(
    seen,
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
});

test('a wait ends without an event on its timeout or its signal', async (t) => {
  t.deepEqual(await next('silent', 0, 10), []);
  const over = new AbortController();
  const waiting = watch.next('silent', 0, { signal: over.signal, waitMs: WAIT_MS });
  const other = next('silent', 0);
  over.abort();
  t.deepEqual(await waiting, []);
  t.deepEqual(await watch.next('silent', 0, { signal: over.signal, waitMs: WAIT_MS }), []);
  await elsewhere.append('silent', 1, event);
  t.is((await other).length, 1, 'others continue to wait');
});

test.serial('a wait survives a short outage of the store', async (t) => {
  const waiting = next('away', 0);
  await probe.database.query('ALTER TABLE stream_state RENAME TO stream_state_gone');
  polls = 0;
  const polled = () => polls >= 1;
  await waitUntil(polled, { timeoutMs: WAIT_MS, what: 'a poll of the unavailable store' });
  await probe.database.query('ALTER TABLE stream_state_gone RENAME TO stream_state');
  await elsewhere.append('away', 1, event);
  t.like(await waiting, [{ id: 'away:1' }]);
});
