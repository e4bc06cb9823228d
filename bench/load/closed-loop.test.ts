import test from 'ava';
import { runClosedLoop } from './closed-loop.ts';

test('a closed loop makes each call once, with at most one running call per client', async (t) => {
  const seen: number[] = [];
  let running = 0;
  let most = 0;
  const { calls, latenciesMs } = await runClosedLoop(
    { clients: 4, end: { calls: 50 } },
    async (n) => {
      most = Math.max(most, ++running);
      seen.push(n);
      await Promise.resolve();
      running--;
    },
  );
  t.is(calls, 50);
  t.is(latenciesMs.length, 50);
  t.is(most, 4);
  t.deepEqual(
    seen.toSorted((a, b) => a - b),
    Array.from({ length: 50 }, (_, n) => n),
  );
});

test('a closed loop throws what a call throws and starts no call after it', async (t) => {
  let started = 0;
  const run = runClosedLoop({ clients: 1, end: { calls: 10 } }, async (n) => {
    started++;
    if (n === 3) throw new Error('the third fails');
  });
  await t.throwsAsync(run, { message: 'the third fails' });
  t.is(started, 4);
});
