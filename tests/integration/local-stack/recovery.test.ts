import { isAlive, readState, stateFile } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { launch, type Launcher, ownDataDirectory } from './launcher.ts';

const START_TIMEOUT_MS = 90_000;

const untilUp = (launcher: Launcher) =>
  waitUntil(() => launcher.output().includes('the backing services are up'), {
    timeoutMs: START_TIMEOUT_MS,
    what: 'the backing services are up',
  });

test('the next start stops the processes of a killed launcher, and succeeds', async (t) => {
  const dataDir = ownDataDirectory(t);
  const first = launch(t, 'backing.ts', { dataDir });
  await untilUp(first);
  const leftovers = readState(stateFile(dataDir)).processes;
  t.true(leftovers.length >= 4 && leftovers.every(isAlive));

  first.child.kill('SIGKILL');
  await first.ended;
  t.true(leftovers.every(isAlive), 'a kill -9 leaves no time to stop them');

  const second = launch(t, 'backing.ts', { dataDir });
  await untilUp(second);
  t.false(leftovers.some(isAlive));
  t.regex(second.output(), /stopped processes of a killed launcher: .*postgres/);

  const running = readState(stateFile(dataDir)).processes;
  t.true(running.every(isAlive));
  second.child.kill('SIGTERM');
  t.is(await second.ended, 143);
  t.false(running.some(isAlive), 'a SIGTERM stops every child');
});

test('a start waits for a stopping launcher and then succeeds', async (t) => {
  const dataDir = ownDataDirectory(t);
  const first = launch(t, 'backing.ts', { dataDir });
  await untilUp(first);
  first.child.kill('SIGINT');
  await waitUntil(() => first.output().includes('stopping') || first.child.exitCode !== null, {
    timeoutMs: START_TIMEOUT_MS,
    what: 'the first launcher is stopping',
  });
  const second = launch(t, 'backing.ts', { dataDir });
  t.is(await first.ended, 130);
  await untilUp(second);
});
