import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import { pino } from 'pino';
import { createLogger, currentContext } from '../telemetry/index.ts';
import { FAILED_ROUNDS_UNTIL_ERROR, startSweep } from './index.ts';

const log = createLogger({ service: 'sweeps-test', level: 'silent' });

/** A sweep; `begun` resolves when `count` rounds have begun. */
function sweepRounds(count: number, round: (n: number) => Promise<void>) {
  const begun = Promise.withResolvers<void>();
  let n = 0;
  const sweep = startSweep({
    name: 'test',
    intervalMs: 1,
    log,
    async round() {
      n += 1;
      if (n === count) begun.resolve();
      await round(n);
    },
  });
  return { sweep, begun: begun.promise, rounds: () => n };
}

test('rounds follow each other and never overlap', async (t) => {
  let running = 0;
  let most = 0;
  const { sweep, begun } = sweepRounds(5, async () => {
    running += 1;
    most = Math.max(most, running);
    for (let n = 0; n < 20; n++) await nextTurn();
    running -= 1;
  });
  await begun;
  await sweep.stop();
  t.is(most, 1);
});

test('a round that throws does not end the loop', async (t) => {
  const { sweep, begun, rounds } = sweepRounds(3, (n) => {
    if (n === 1) throw new Error('at once');
    return Promise.reject(new Error('later'));
  });
  await begun;
  await sweep.stop();
  t.true(rounds() >= 3);
});

test('stop waits for the running round and starts no other', async (t) => {
  const release = Promise.withResolvers<void>();
  const { sweep, begun, rounds } = sweepRounds(1, () => release.promise);
  await begun;
  let stopped = false;
  const stopping = sweep.stop().then(() => (stopped = true));
  await nextTurn();
  t.false(stopped);
  release.resolve();
  await stopping;
  t.is(rounds(), 1);
});

test('stop ends the pause between two rounds', async (t) => {
  let rounds = 0;
  const sweep = startSweep({
    name: 'test',
    intervalMs: 60 * 60 * 1000,
    log,
    async round() {
      rounds += 1;
    },
  });
  await sweep.stop();
  await sweep.stop();
  t.is(rounds, 0);
});

test('each round has its own correlation id', async (t) => {
  const seen: (string | undefined)[] = [];
  const { sweep, begun } = sweepRounds(2, async () => {
    seen.push(currentContext()?.correlationId);
  });
  await begun;
  await sweep.stop();
  t.is(seen.length >= 2 && new Set(seen).size, seen.length);
  t.false(seen.includes(undefined));
});

test('failures in a row become an error, until a round succeeds', async (t) => {
  const lines: { level: number; failures: number }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]);
  const last = FAILED_ROUNDS_UNTIL_ERROR + 3;
  const begun = Promise.withResolvers<void>();
  let n = 0;
  const sweep = startSweep({
    name: 'test',
    intervalMs: 1,
    log: pino({ formatters: { level: (_, level) => ({ level }) } }, { write }),
    round() {
      n += 1;
      if (n === last) begun.resolve();
      return n === last - 1 ? Promise.resolve() : Promise.reject(new Error('again'));
    },
  });
  await begun.promise;
  await sweep.stop();
  const { warn, error } = pino.levels.values;
  t.deepEqual(
    lines.slice(0, last - 1).map(({ level, failures }) => [level, failures]),
    [
      [warn, 1],
      [warn, 2],
      [warn, 3],
      [warn, 4],
      [error, 5],
      [error, 6],
      [warn, 1],
    ],
  );
});
