import test from 'ava';
import type { StreamEvent } from '../streams/index.ts';
import { type AppEventHandler, Undeliverable } from '../subscriber/index.ts';
import { inMemoryBus, inMemoryStreams } from './index.ts';

type Seen = string[];
const happened = (n: number) => ({ type: 'Happened.v1', data: { n } });

/** A bus whose handler notes what it sees. */
function openBus(handle: AppEventHandler<Seen>['handle'] = note) {
  const streams = inMemoryStreams();
  const seen: Seen = [];
  const handlers = [{ consumer: 'notes', types: ['Happened.v1'], handle }];
  return { streams, seen, bus: inMemoryBus({ streams, handlers, deps: seen }) };
}

async function note(seen: Seen, events: StreamEvent[]): Promise<void> {
  seen.push(...events.map(({ id }) => id));
}

test('committed events of its types reach a handler, in the order of their commits', async (t) => {
  const { streams, seen, bus } = openBus();
  await streams.append('a', 1, happened(1), { type: 'Other.v1', data: {} });
  await streams.append('b', 1, happened(2));
  await bus.deliver();
  t.deepEqual(seen, ['a:1', 'b:1']);
  await bus.deliver();
  t.is(seen.length, 2, 'nothing new');
  bus.rewind();
  await bus.deliver();
  t.deepEqual(seen, ['a:1', 'b:1', 'a:1', 'b:1']);
});

test('events arrive several times and in any sequence, the same for the same seed', async (t) => {
  const sequences = new Set<string>();
  for (const seed of [1, 2, 3, 1]) {
    const { streams, seen, bus } = openBus();
    for (let n = 1; n <= 4; n++) await streams.append('a', n, happened(n));
    await bus.deliver({ times: 2, seed });
    t.deepEqual(seen.toSorted(), ['a:1', 'a:1', 'a:2', 'a:2', 'a:3', 'a:3', 'a:4', 'a:4']);
    sequences.add(seen.join());
  }
  t.is(sequences.size, 3);
});

test('a delivery that fails is made again, before or after its effect', async (t) => {
  const { streams, seen, bus } = openBus();
  await streams.append('a', 1, happened(1));
  bus.failNext('notes', 'before');
  await bus.deliver();
  t.deepEqual(seen, ['a:1']);
  bus.rewind();
  bus.failNext('notes', 'after');
  await bus.deliver();
  t.deepEqual(seen, ['a:1', 'a:1', 'a:1']);
  t.deepEqual(bus.deadLetters(), []);
});

test('what cannot be handled becomes a dead letter, and the next events still arrive', async (t) => {
  let tries = 0;
  const { streams, seen, bus } = openBus(async (notes, events) => {
    if (events[0]?.seq === 1) throw new Undeliverable('no such thing');
    if (events[0]?.seq === 2) throw new Error(`away, ${++tries}`);
    await note(notes, events);
  });
  await streams.append('a', 1, happened(1), happened(2), happened(3));
  await bus.deliver();
  t.deepEqual(seen, ['a:3']);
  const letters = bus.deadLetters().map(({ event, reason }) => [event.seq, reason]);
  t.deepEqual(letters, [
    [1, 'no such thing'],
    [2, 'away, 6'],
  ]);
});

test('events that handlers commit are delivered too', async (t) => {
  const { streams, seen, bus } = openBus(async (notes, events) => {
    await note(notes, events);
    if (events[0]?.stream === 'a') await streams.append('b', 1, happened(2));
  });
  await streams.append('a', 1, happened(1));
  await bus.deliver();
  t.deepEqual(seen, ['a:1', 'b:1']);
});
