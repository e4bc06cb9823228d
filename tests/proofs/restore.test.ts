import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'ava';

// All stores are lost under load and restored from a backup: the drill runs on a platform of its own.
const ROOT = resolve(import.meta.dirname, '../..');
const TEST_TIMEOUT_MS = 900_000;

test('a platform that lost all its stores is restored, and every lost request can be repeated', async (t) => {
  t.timeout(TEST_TIMEOUT_MS);
  const script = join(ROOT, 'scripts', 'restore-drill.ts');
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...env } = process.env;
  const child = spawn(process.execPath, [script, '--tail', '40'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGTERM'));
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  t.log(out);
  t.is(code, 0, error);
  const figure = (pattern: RegExp) => Number(pattern.exec(out)?.[1]);
  const lost = figure(/^events lost +\d+, of (\d+) answered requests$/m);
  // What follows the last archived segment is lost: a restore that loses nothing proves nothing.
  t.true(lost > 0);
  const same = figure(/^repeated +(\d+) as before/m);
  // What was cancelled after it was lost can be refused: the provider has ended its authorization.
  t.is(same + figure(/^repeated .* (\d+) refused$/m), lost);
  t.true(same > 0);
  t.regex(out, /^books agree +[\d.]+ s after the loss$/m);
  t.regex(out, /^reconciliation +0 findings for a person$/m);
});
