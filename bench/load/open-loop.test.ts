import test from 'ava';
import { dueAfterMs, runOpenLoop } from './open-loop.ts';

test('calls are due at a fixed rate', (t) => {
  t.deepEqual(
    [0, 1, 2, 50].map((n) => dueAfterMs(n, 20)),
    [0, 50, 100, 2_500],
  );
});

test('the rate of an open loop does not depend on the answers', async (t) => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let started = 0;
  const { calls, latenciesMs } = await runOpenLoop({ perSecond: 500, seconds: 0.1 }, async () => {
    started++;
    // All wait for the last one to start: a closed loop with fewer clients would never get there.
    if (started === 50) answer();
    await answered;
  });
  t.is(calls, 50);
  t.is(latenciesMs.length, 50);
});

test('a latency is measured from the time at which the call was due', async (t) => {
  const { latenciesMs, lagsMs } = await runOpenLoop({ perSecond: 100, seconds: 0.1 }, async (n) => {
    if (n > 0) return;
    const until = performance.now() + 60;
    while (performance.now() < until); // delays the calls that become due in the meantime
  });
  const [second = 0] = latenciesMs.toSorted((a, b) => b - a).slice(1);
  t.true(second >= 40, `the call after it was due 10 ms later and took ${second} ms`);
  t.true(Math.max(...lagsMs) >= 40);
});
