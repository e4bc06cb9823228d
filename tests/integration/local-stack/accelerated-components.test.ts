import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { goOfThisMachine } from '@commerce/local-stack';
import test from 'ava';

const SOURCES = resolve(import.meta.dirname, '../../../dapr/binaries');
/** Compiles what is not in Go's cache: a minute on two cores after a change of a Dapr version. */
const TIME_LIMIT_MS = 10 * 60_000;

test('the components of our own build pass their Go tests', async (t) => {
  const go = await goOfThisMachine(SOURCES);
  if (go === undefined) {
    t.log('not run: this machine has no Go that can build Dapr');
    t.pass();
    return;
  }
  t.timeout(TIME_LIMIT_MS);
  // Flags as in the build of the programs, so that both use the same compiled packages.
  const args = ['test', '-trimpath', './accelerated'];
  const { stdout } = await promisify(execFile)(go, args, {
    cwd: SOURCES,
    timeout: TIME_LIMIT_MS,
  });
  t.regex(stdout, /^ok\s/);
});
