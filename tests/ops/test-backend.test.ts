import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { root } from '../../scripts/places.ts';
import { makeBackingImages } from './containers/backing-images.ts';
import { type Engine, openEngine } from './containers/engine.ts';

/** Images are made, and the platform starts, on a machine that does other work, ms. */
const SLOW_MS = 20 * 60_000;
const run = promisify(execFile);

let engine: Engine;
let env: NodeJS.ProcessEnv;
test.before(async (t) => {
  t.timeout(SLOW_MS);
  engine = await openEngine('own');
  const images = engine.isOwn ? await makeBackingImages() : {};
  env = {
    ...process.env,
    ...images,
    TEST_BACKEND: 'containers',
    // An engine without a registry has no image of the library's helper, which removes what is left behind.
    ...(engine.isOwn
      ? { TESTCONTAINERS_RYUK_DISABLED: 'true', TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1' }
      : {}),
  };
});
test.after.always(() => engine?.close());

function containers(): string[] {
  const ids = execFileSync('docker', ['ps', '--all', '--quiet'], { encoding: 'utf8' });
  return ids.split('\n').filter(Boolean);
}

test.serial(
  'integration tests pass on PostgreSQL and Redis in containers, which are gone afterwards',
  async (t) => {
    t.timeout(SLOW_MS);
    const before = containers();
    const files = ['tests/integration/catalog/*.test.ts', 'tests/integration/gateway/*.test.ts'];
    const command = ['node', 'scripts/run.mjs', 'scripts/test.ts', ...files];
    const [program = '', ...args] = [...engine.prefix, ...command];
    const { stdout } = await run(program, args, { cwd: root, env, timeout: SLOW_MS });
    t.regex(stdout, /✓ containers/);
    t.regex(stdout, /\n[1-9][0-9]* passed, 0 failed\n/);
    t.deepEqual(containers(), before);
  },
);

test.serial('another backend is refused with the ones that there are', async (t) => {
  const wrong = { ...env, TEST_BACKEND: 'podman' };
  const refused = await t.throwsAsync<Error & { stderr: string }>(
    run('node', ['scripts/run.mjs', 'scripts/test.ts', 'tests/integration/catalog/*.test.ts'], {
      cwd: root,
      env: wrong,
      timeout: SLOW_MS,
    }),
  );
  t.regex(refused.stderr, /TEST_BACKEND is 'podman'[\s\S]*local, containers/);
});
