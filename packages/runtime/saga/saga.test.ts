import test from 'ava';
import { hostSagas, type Saga, type SagaPlan } from './index.ts';

interface Trip {
  trip: string;
}
type Deps = (what: string) => void;

const plan = [
  { name: 'book', repairs: ['retry', 'compensate'], undo: { name: 'unbook', repairs: ['retry'] } },
  { name: 'mail', repairs: ['retry', 'skip'] },
] as const satisfies SagaPlan;

const noting = (what: string) => async (input: Trip, note: Deps) => {
  note(`${what} ${input.trip}`);
  return { ok: true } as const;
};
const steps = {
  book: { run: noting('book'), undo: noting('unbook') },
  mail: { run: noting('mail') },
};
const whenDone = { name: 'record-done', run: noting('done') };
const whenUndone = { name: 'record-undone', run: noting('undone') };
const whenParked = { name: 'record-parked', run: noting('parked') };
const travel: Saga<typeof plan, Trip, Deps> = {
  ...{ name: 'travel.v1', plan, steps, whenDone, whenUndone, whenParked },
};

test('each step, undo and end of a saga is an activity under its wire name', async (t) => {
  const noted: string[] = [];
  const { workflows, activities } = hostSagas([travel], (what) => noted.push(what));
  t.deepEqual(Object.keys(workflows), ['travel.v1']);
  for (const activity of Object.values(activities)) await activity({ trip: 'home' });
  t.deepEqual(Object.keys(activities), [
    ...['book', 'unbook', 'mail', 'record-done', 'record-parked', 'record-undone'],
  ]);
  t.deepEqual(noted, [
    ...['book home', 'unbook home', 'mail home', 'done home', 'parked home', 'undone home'],
  ]);
});

test('a name that two activities have is a fault', (t) => {
  const again = { ...travel, name: 'travel.v2', whenDone: { ...whenDone, name: 'mail' } };
  t.throws(() => hostSagas([again], () => {}), { message: /used twice: mail/ });
});

test('two versions of a saga share the activities that they both have', (t) => {
  const call = { name: 'call', repairs: ['retry', 'skip'] } as const;
  const newer = {
    ...travel,
    name: 'travel.v2',
    plan: [...plan, call],
    steps: { ...steps, call: { run: noting('call') } },
  };
  const { workflows, activities } = hostSagas([travel, newer], () => {});
  t.deepEqual(Object.keys(workflows), ['travel.v1', 'travel.v2']);
  t.deepEqual(
    Object.keys(activities).sort(),
    ['book', 'call', 'mail', 'record-done', 'record-parked', 'record-undone', 'unbook'].sort(),
  );
});

test('two workflows of one name are a fault', (t) => {
  t.throws(() => hostSagas([travel, { ...travel }], () => {}), { message: /used twice: travel/ });
});

test('a saga that does not fit its plan does not compile', (t) => {
  const base = { name: 'travel.v1', plan, whenDone, whenUndone, whenParked };
  const { book, mail } = steps;
  // @ts-expect-error -- a step without its activity
  const missing: Saga<typeof plan, Trip, Deps> = { ...base, steps: { book } };
  // @ts-expect-error -- a step that the plan does not name
  const unknown: Saga<typeof plan, Trip, Deps> = { ...base, steps: { book, post: mail } };
  // @ts-expect-error -- a planned undo without its activity
  const oneWay: Saga<typeof plan, Trip, Deps> = { ...base, steps: { book: mail, mail } };
  const { whenUndone: _, ...endless } = base;
  // @ts-expect-error -- a step offers to compensate, and the saga has no end for that
  const noEnd: Saga<typeof plan, Trip, Deps> = { ...endless, steps };
  // @ts-expect-error -- an unknown repair
  const prayer = [{ name: 'book', repairs: ['pray'] }] as const satisfies SagaPlan;
  t.truthy([missing, unknown, oneWay, noEnd, prayer]);
});
