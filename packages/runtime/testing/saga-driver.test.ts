import test from 'ava';
import type { Saga, SagaPlan, StepResult } from '../saga/index.ts';
import { sagaDriver, stepFaults } from './index.ts';

const plan = [
  { name: 'book', repairs: ['retry', 'compensate'], undo: { name: 'unbook', repairs: ['retry'] } },
  { name: 'pay', repairs: ['retry', 'compensate'] },
] as const satisfies SagaPlan;

interface Trip {
  trip: string;
  resume?: { step: string; action: 'retry' | 'skip' | 'compensate'; compensating: boolean };
}
interface Deps {
  notes: string[];
  answers: Record<string, StepResult[]>;
}

const noting = (what: string) => async (_input: Trip, deps: Deps) => {
  deps.notes.push(what);
  return deps.answers[what]?.shift() ?? ({ ok: true } as const);
};
const travel: Saga<typeof plan, Trip, Deps> = {
  name: 'travel.v1',
  plan,
  steps: {
    book: { run: noting('book'), undo: noting('unbook') },
    pay: { run: noting('pay') },
  },
  whenDone: { name: 'record-done', run: noting('record-done') },
  whenUndone: { name: 'record-undone', run: noting('record-undone') },
  whenParked: { name: 'record-parked', run: noting('record-parked') },
};

function open(answers: Deps['answers'] = {}, seed?: number) {
  const deps: Deps = { notes: [], answers };
  const options = { sagas: [travel], deps, ...(seed !== undefined && { seed }) };
  return { deps, driver: sagaDriver(options) };
}

test('a saga runs to its end', async (t) => {
  const { driver } = open();
  driver.start('travel.v1', 'one', { trip: 'home' });
  t.is(driver.run('one')?.status, 'RUNNING');
  await driver.untilIdle();
  t.deepEqual(driver.run('one'), {
    status: 'COMPLETED',
    end: { outcome: 'done' },
    failure: undefined,
    called: ['book', 'pay', 'record-done'],
    elapsedMs: 0,
  });
  t.is(driver.run('two'), undefined);
});

test('half an hour of tries passes in no time, and the saga parks', async (t) => {
  const away = { ok: false, reason: 'away' } as const;
  const { driver } = open({ pay: Array.from({ length: 100 }, () => away) });
  driver.start('travel.v1', 'one', { trip: 'home' });
  const before = performance.now();
  await driver.untilIdle();
  t.true(performance.now() - before < 5_000);
  const run = driver.run('one');
  t.deepEqual(run?.end, { outcome: 'parked', step: 'pay', reason: 'away' });
  t.is(run?.called.filter((name) => name === 'pay').length, 35);
  t.is(run?.called.at(-1), 'record-parked');
  t.true((run?.elapsedMs ?? 0) > 25 * 60_000);
});

test('a parked saga resumes as a person decides', async (t) => {
  const { driver } = open({ pay: [{ ok: false, reason: 'declined', final: true }] });
  driver.start('travel.v1', 'one', { trip: 'home' });
  await driver.untilIdle();
  t.like(driver.run('one'), { end: { outcome: 'parked', step: 'pay' } });
  const resume = { step: 'pay', action: 'compensate', compensating: false };
  driver.start('travel.v1', 'one', { trip: 'home', resume });
  await driver.untilIdle();
  t.like(driver.run('one'), { end: { outcome: 'undone' }, called: ['unbook', 'record-undone'] });
});

for (const { title, point, fault } of stepFaults(travel).slice(0, 3)) {
  test(`a fault happens once: ${title}`, async (t) => {
    const { deps, driver } = open();
    driver.arm(point, fault);
    driver.start('travel.v1', 'one', { trip: 'home' });
    await driver.untilIdle();
    t.false(driver.isArmed(point));
    t.deepEqual(driver.run('one')?.end, { outcome: 'done' });
    const effects = deps.notes.filter((note) => note === 'book').length;
    t.is(effects, point === 'before-book' && fault === 'fail' ? 1 : 2);
  });
}

test('every activity has its faults', (t) => {
  const points = new Set(stepFaults(travel).map(({ point }) => point.replace(/^\w+-/, '')));
  t.deepEqual(
    [...points],
    ['book', 'unbook', 'pay', 'record-done', 'record-undone', 'record-parked'],
  );
});

test('sagas take turns, mixed as the seed determines', async (t) => {
  const turnsOf = async (seed?: number) => {
    const { deps, driver } = open({}, seed);
    for (const id of ['one', 'two', 'three']) driver.start('travel.v1', id, { trip: id });
    await driver.untilIdle();
    return deps.notes.join();
  };
  t.is(await turnsOf(), 'book,book,book,pay,pay,pay,record-done,record-done,record-done');
  t.is(await turnsOf(1), await turnsOf(1));
  t.true(new Set([await turnsOf(1), await turnsOf(2), await turnsOf(3)]).size > 1);
});

test('an instance that runs is not started again, and one that has ended is', async (t) => {
  const { driver } = open();
  driver.start('travel.v1', 'one', { trip: 'home' });
  driver.start('travel.v1', 'one', { trip: 'away' });
  await driver.untilIdle();
  t.is(driver.run('one')?.called.length, 3);
  driver.start('travel.v1', 'one', { trip: 'home' });
  t.like(driver.run('one'), { status: 'RUNNING', called: [] });
});

test('a saga that throws fails with its reason; unknown names are faults of the test', async (t) => {
  const { driver } = open();
  const resume = { step: 'fly', action: 'retry', compensating: false };
  driver.start('travel.v1', 'one', { trip: 'home', resume });
  await driver.untilIdle();
  t.like(driver.run('one'), { status: 'FAILED', failure: 'the saga has no step fly' });
  t.throws(() => driver.start('travel.v2', 'two', {}), { message: /no saga travel\.v2/ });
  t.throws(() => driver.arm('before-fly', 'fail'), { message: /no activity has the point/ });
});
