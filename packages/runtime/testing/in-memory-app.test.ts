import test from 'ava';
import { aggregateActor, aggregateType, type AppContext, defineApp } from '../app/index.ts';
import { accepted, type Decider } from '../streams/index.ts';
import { inMemoryApp } from './index.ts';

type Added = { type: 'Added.v1'; data: { by: number } };
const decider: Decider<number, { by: number }, Added> = {
  initial: 0,
  evolve: (count, { data }) => count + data.by,
  decide: ({ by }) => accepted({ type: 'Added.v1', data: { by } }),
};
const Counter = aggregateType<number, { by: number }>('Counter');
const seen: string[] = [];
const counter = defineApp({
  name: 'counter',
  uses: ['database', 'redis'],
  streams: { kind: 'counter', topic: 'counts', consumer: 'seen' },
  actors: [aggregateActor(Counter, decider)],
  subscriptions: {
    counts: [
      {
        consumer: 'seen',
        types: ['Added.v1'],
        handle: async (_deps: AppContext<'database' | 'streams'>, events) =>
          void seen.push(...events.map(({ id }) => id)),
      },
    ],
  },
});

test('an aggregate decides the commands of its stream, one after another', async (t) => {
  const { actors, streams } = await inMemoryApp(counter);
  const { handle } = actors(Counter)('a');
  await Promise.all([1, 2, 3].map((by) => handle({ by })));
  t.like(await handle({ by: 4 }), { ok: true, state: 10, version: 4 });
  t.is((await streams.read('a')).length, 4);
});

test('its handlers get the events of its streams', async (t) => {
  const { actors, bus } = await inMemoryApp(counter);
  await actors(Counter)('b').handle({ by: 1 });
  await bus('counts').deliver({ times: 2 });
  t.deepEqual(seen, ['b:1', 'b:1']);
});

test('what the test did not give throws when it is used, with its name', async (t) => {
  const { deps } = await inMemoryApp(counter);
  t.throws(() => deps.database, { message: /the test has no context\.database: pass it in/ });
  t.throws(() => deps.sidecar.publishBulk, { message: /the test has no sidecar\.publishBulk/ });
});
