import { inMemoryApp, stepFaults } from 'dapr-actor-runtime/testing';
import test from 'ava';
import { Account } from './account.ts';
import bank from './app.ts';
import { transfer } from './transfer.ts';

/** A bank in memory with the open accounts a and b, of 1,000 cents each, and helpers to use it. */
async function openBank(options?: { seed: number }) {
  const app = await inMemoryApp(bank, options);
  const tell = (id: string) => app.actors(Account)(id).handle;
  const balance = async (id: string) => {
    const events = await app.streams.read(id);
    return events.reduce((sum, { data }) => sum + ((data as { cents?: number }).cents ?? 0), 0);
  };
  for (const id of ['a', 'b']) {
    await tell(id)({ type: 'Open' });
    await tell(id)({ type: 'Move', cause: 'deposit', cents: 1_000 });
  }
  const start = (id: string, from: string, to: string, cents: number) =>
    app.sagas.start(transfer.name, id, { id, from, to, cents });
  return { app, tell, balance, start };
}

test('a transfer moves the money', async (t) => {
  const { app, balance, start } = await openBank();
  start('t1', 'a', 'b', 300);
  await app.sagas.untilIdle();
  t.deepEqual(app.sagas.run('t1')?.end, { outcome: 'done' });
  t.deepEqual([await balance('a'), await balance('b')], [700, 1_300]);
});

test('a transfer to an account that does not exist gives the money back', async (t) => {
  const { app, balance, start } = await openBank();
  start('t1', 'a', 'nobody', 300);
  await app.sagas.untilIdle();
  const run = app.sagas.run('t1');
  t.like(run, { end: { outcome: 'undone', step: 'credit', reason: 'The account is not open.' } });
  t.deepEqual(run?.called, ['debit', 'credit', 'return-debit']);
  t.is(await balance('a'), 1_000);
});

test('a transfer to an account that closes meanwhile gives the money back', async (t) => {
  const { app, tell, balance, start } = await openBank();
  await tell('c')({ type: 'Open' });
  app.sagas.arm('before-credit', 'fail');
  start('t1', 'a', 'c', 300);
  await tell('c')({ type: 'Close' });
  await app.sagas.untilIdle();
  t.like(app.sagas.run('t1'), { end: { outcome: 'undone', step: 'credit' }, elapsedMs: 1_000 });
  t.deepEqual([await balance('a'), await balance('c')], [1_000, 0]);
});

test('a transfer of more than there is moves nothing, and its repeat does not either', async (t) => {
  const { app, tell, balance, start } = await openBank();
  start('t1', 'a', 'b', 1_001);
  await app.sagas.untilIdle();
  t.like(app.sagas.run('t1'), { end: { outcome: 'undone', step: 'debit' } });
  await tell('a')({ type: 'Move', cause: 'later', cents: 500 });
  start('t1', 'a', 'b', 1_001);
  await app.sagas.untilIdle();
  t.like(app.sagas.run('t1'), { end: { outcome: 'undone', step: 'debit' } });
  t.deepEqual([await balance('a'), await balance('b')], [1_500, 1_000]);
});

for (const { title, point, fault } of stepFaults(transfer)) {
  test(`a transfer ends as it should although ${title}`, async (t) => {
    const { app, balance, start } = await openBank();
    const to = point.endsWith('return-debit') ? 'nobody' : 'b';
    app.sagas.arm(point, fault);
    start('t1', 'a', to, 300);
    await app.sagas.untilIdle();
    t.false(app.sagas.isArmed(point));
    t.is(app.sagas.run('t1')?.end?.outcome, to === 'b' ? 'done' : 'undone');
    t.is(await balance('a'), to === 'b' ? 700 : 1_000);
    t.is((await balance('a')) + (await balance('b')), 2_000);
  });
}

test('a lost answer of the store moves no money twice', async (t) => {
  for (const when of ['before', 'after'] as const) {
    const { app, balance, start } = await openBank();
    app.streams.failNext(when);
    start('t1', 'a', 'b', 300);
    await app.sagas.untilIdle();
    t.like(app.sagas.run('t1'), { end: { outcome: 'done' }, called: ['debit', 'debit', 'credit'] });
    t.deepEqual([await balance('a'), await balance('b')], [700, 1_300]);
  }
});

test('a transfer whose account cannot be reached for half an hour parks, and loses nothing', async (t) => {
  const { app, balance, start } = await openBank();
  const streams = app.streams;
  const { append } = streams;
  streams.append = async () => {
    throw new Error('the store is away');
  };
  start('t1', 'a', 'b', 300);
  await app.sagas.untilIdle();
  t.like(app.sagas.run('t1'), { end: { outcome: 'parked', step: 'debit' } });
  streams.append = append;
  start('t1', 'a', 'b', 300);
  await app.sagas.untilIdle();
  t.deepEqual(app.sagas.run('t1')?.end, { outcome: 'done' });
  t.deepEqual([await balance('a'), await balance('b')], [700, 1_300]);
});

test('whatever the order of 100 transfers, the sum of all money stays the same', async (t) => {
  for (let seed = 1; seed <= 5; seed++) {
    const { app, tell, balance, start } = await openBank({ seed });
    await tell('c')({ type: 'Open' });
    const accounts = ['a', 'b', 'c', 'nobody'];
    for (let n = 0; n < 100; n++) {
      const [from = '', to = ''] = [accounts[n % 3], accounts[(n + seed) % 4]];
      start(`t${n}`, from, to, 1 + ((n * 37) % 400));
    }
    await app.sagas.untilIdle();
    const balances = await Promise.all(accounts.map(balance));
    t.is(
      balances.reduce((sum, cents) => sum + cents, 0),
      2_000,
    );
    t.true(balances.every((cents) => cents >= 0));
  }
});
