import { join } from 'node:path';
import { readState, silentProgress, stateFile, wipeDirectory } from '@commerce/local-stack';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { launch, ownDataDirectory } from './launcher.ts';

const START_LIMIT_MS = 120_000;
const ANSWER_LIMIT_MS = 30_000;

test('npm run example starts the counter, which counts on after its app was killed', async (t) => {
  const dataDir = ownDataDirectory(t);
  const ofExample = join(dataDir, 'examples', 'counter');
  t.teardown(() => wipeDirectory(ofExample, silentProgress));
  const { child, output, ended } = launch(t, 'example.ts', { dataDir, args: ['counter'] });
  const [, sidecar, token] = await waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(output());
      return /export APP=\S+ SIDECAR=(\S+) DAPR_API_TOKEN=(\S+)/.exec(output());
    },
    { timeoutMs: START_LIMIT_MS, what: 'the counter is up' },
  );
  const count = (by: number) =>
    waitUntil(
      async () => {
        const answer = await fetch(`${sidecar}/v1.0/actors/Counter/visits/method/handle`, {
          method: 'POST',
          headers: { 'dapr-api-token': token ?? '' },
          body: JSON.stringify({ by }),
        });
        return answer.status === 200 && ((await answer.json()) as object);
      },
      { timeoutMs: ANSWER_LIMIT_MS, what: 'the counter answers' },
    );
  t.deepEqual(await count(2), { ok: true, state: 2, version: 1 });
  t.deepEqual(await count(3), { ok: true, state: 5, version: 2 });

  const state = stateFile(ofExample);
  const appPid = () => readState(state).processes.find(({ name }) => name === 'counter')?.pid ?? 0;
  const killed = appPid();
  process.kill(killed, 'SIGKILL');
  await waitUntil(() => appPid() !== 0 && appPid() !== killed, {
    timeoutMs: ANSWER_LIMIT_MS,
    what: 'the app is started again',
  });
  // A call that broke off may have counted, so only a lower bound is certain.
  const after = (await count(1)) as { state: number };
  t.true(after.state >= 6);

  child.kill('SIGTERM');
  t.is(await ended, 143, output());
});

test('an unknown example is refused with the list of them', async (t) => {
  const dataDir = ownDataDirectory(t);
  const { output, ended } = launch(t, 'example.ts', { dataDir, args: ['shop'] });
  t.not(await ended, 0);
  t.regex(output(), /The examples are bank, counter\./);
});
