import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '@commerce/testing/wait-until';
import test, { type ExecutionContext } from 'ava';

const SCRIPT = join(import.meta.dirname, 'process-under-test.ts');
/** Longest start of the process on a busy machine, ms. */
const PATIENCE_MS = 30_000;

/** Runs a scenario of the process; it is killed at the end of the test if it is still running. */
function run(t: ExecutionContext, scene: string, argument = '') {
  const child = spawn(process.execPath, [SCRIPT, scene, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => output, ended };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} runs all shutdown steps of a process, even if one fails`, async (t) => {
    const { child, output, ended } = run(t, 'stop');
    await waitUntil(() => output().includes('ready'), {
      timeoutMs: PATIENCE_MS,
      what: 'the process has started',
    });
    child.kill(signal);
    child.kill(signal);
    t.deepEqual(await ended, [0, null]);
    const steps = output().match(/^step .*$/gm);
    t.deepEqual(steps, ['step one', 'step three']);
    t.regex(output(), /"message":"step two"/);
  });
}

test('an armed failpoint kills its process once', async (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'commerce-failpoint-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  const armed = join(directory, 'tested.in-the-middle');
  writeFileSync(armed, '');
  const first = run(t, 'failpoint', directory);
  t.deepEqual(await first.ended, [null, 'SIGKILL']);
  t.false(existsSync(armed));
  const second = run(t, 'failpoint', directory);
  t.deepEqual(await second.ended, [0, null]);
  t.is(second.output(), 'before\nafter\n');
});

test('a log line has the ids of its context, and no secret', async (t) => {
  const { output, ended } = run(t, 'log');
  t.deepEqual(await ended, [0, null]);
  t.notRegex(output(), /s3cret/);
  const lines = output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.deepEqual(
    lines.map(({ msg }) => msg),
    ['top and one level down', 'address and password', 'a failure', 'in context'],
  );
  t.true(lines.every(({ service }) => service === 'tested'));
  t.is(lines[0].payment.amount, 5);
  t.is(lines[2].err.message, 'outer');
  t.is(lines[2].err.cause.message, 'inner');
  t.like(lines[3], {
    correlationId: 'because',
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  });
  t.is(lines[0].correlationId, undefined);
});
