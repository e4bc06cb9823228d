import test from 'ava';
import {
  CircuitOpenError,
  createCircuitBreaker,
  MIN_CALLS,
  OPEN_MS,
  WINDOW_MS,
} from './circuit-breaker.ts';

/** A breaker with a clock that the test moves, around calls whose outcome the test chooses. */
function breakerOnClock() {
  let time = 0;
  let reached = 0;
  const breaker = createCircuitBreaker('the other app', { now: () => time });
  const call = (ends: 'well' | 'badly' | 'by throwing' | 'by leaving') =>
    breaker.run(
      async () => {
        reached += 1;
        if (ends === 'by throwing') throw new Error('no answer');
        if (ends === 'by leaving') throw new Error('the client has left');
        return ends;
      },
      {
        hasFailed: (answer) => answer === 'badly',
        isInconclusive: (error) => (error as Error).message === 'the client has left',
      },
    );
  const calls = async (count: number, ends: 'well' | 'badly') => {
    for (let n = 0; n < count; n++) await call(ends);
  };
  const pass = (ms: number) => void (time += ms);
  return { breaker, call, calls, pass, reached: () => reached };
}

test('it opens when half of the calls of a window have failed', async (t) => {
  const { call, calls, reached } = breakerOnClock();
  await calls(MIN_CALLS / 2, 'well');
  await calls(MIN_CALLS / 2, 'badly');
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
  t.is(reached(), MIN_CALLS);
});

test('it stays closed when three of ten calls fail', async (t) => {
  const { calls, reached } = breakerOnClock();
  for (let n = 0; n < 10; n++) {
    await calls(7, 'well');
    await calls(3, 'badly');
  }
  t.is(reached(), 100);
});

test('a call that throws counts as a failure', async (t) => {
  const { call } = breakerOnClock();
  for (let n = 0; n < MIN_CALLS; n++) {
    await t.throwsAsync(call('by throwing'), { message: 'no answer' });
  }
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
});

test('an inconclusive call counts neither as a success nor as a failure', async (t) => {
  const { call, calls, reached } = breakerOnClock();
  await calls(MIN_CALLS / 2 - 1, 'badly');
  for (let n = 0; n < MIN_CALLS; n++) await t.throwsAsync(call('by leaving'));
  await calls(MIN_CALLS / 2, 'well');
  t.is(reached(), 2 * MIN_CALLS - 1);
});

test('an inconclusive probe does not close it', async (t) => {
  const { call, calls, pass } = breakerOnClock();
  await calls(MIN_CALLS, 'badly');
  pass(OPEN_MS);
  await t.throwsAsync(call('by leaving'), { message: 'the client has left' });
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
});

test('fewer than 20 calls never open it, and calls of an earlier window do not count', async (t) => {
  const { calls, pass, reached } = breakerOnClock();
  for (let n = 0; n < 5; n++) {
    await calls(MIN_CALLS - 1, 'badly');
    pass(WINDOW_MS);
  }
  t.is(reached(), 5 * (MIN_CALLS - 1));
});

test('after the pause one probe runs alone, and its success closes the breaker', async (t) => {
  const { breaker, call, calls, pass } = breakerOnClock();
  await calls(MIN_CALLS, 'badly');
  pass(OPEN_MS - 1);
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
  pass(1);
  const probe = Promise.withResolvers<string>();
  const probing = breaker.run(() => probe.promise, { hasFailed: () => false });
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
  probe.resolve('well');
  await probing;
  await t.notThrowsAsync(calls(MIN_CALLS, 'well'));
});

test('a failed probe opens it for another pause', async (t) => {
  const { call, calls, pass } = breakerOnClock();
  await calls(MIN_CALLS, 'badly');
  pass(OPEN_MS);
  await call('badly');
  pass(OPEN_MS - 1);
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
  pass(1);
  t.is(await call('well'), 'well');
});

test('a call that began before the breaker opened does not close it', async (t) => {
  const { breaker, call, calls } = breakerOnClock();
  const slow = Promise.withResolvers<string>();
  const early = breaker.run(() => slow.promise, { hasFailed: () => false });
  await calls(MIN_CALLS, 'badly');
  slow.resolve('well');
  await early;
  await t.throwsAsync(call('well'), { instanceOf: CircuitOpenError });
});
