import { aggregateActor, aggregateType, defineApp } from 'dapr-actor-runtime/app';
import { accepted, type Decider } from 'dapr-actor-runtime/streams';

const decider: Decider<number, { by: number }, { type: 'Added.v1'; data: { by: number } }> = {
  initial: 0,
  evolve: (count, { data }) => count + data.by,
  decide: ({ by }) => accepted({ type: 'Added.v1', data: { by } }),
};

const Counter = aggregateType<number, { by: number }>('Counter');
export default defineApp({
  name: 'counter',
  uses: ['database'],
  streams: { kind: 'counter' },
  actors: [aggregateActor(Counter, decider)],
});
