import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clientCredentials } from '@commerce/client';
import { jsonClient } from '@commerce/testing/json-client';
import { waitUntil } from '@commerce/testing/wait-until';
import test, { type ExecutionContext } from 'ava';
import { ownDataDirectory } from './launcher.ts';
import type { PlatformOfApps } from './platform-of-apps.ts';
import { copyRepository } from './repository-copy.ts';

// Creates an app in a copy of the repository, checks it as it is, and starts it. Its name has two words,
// so that its name in code is different.
const APP = 'gift-notes';
/** The other apps that are needed to create a product through the gateway. */
const OTHERS = ['gateway', 'identity', 'catalog'];
const START_TIMEOUT_MS = 120_000;
/** An event is delivered about a second after its commit; a busy machine takes longer. */
const DELIVERY_TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env;
const copy = copyRepository();
test.after.always(() => rmSync(copy, { recursive: true, force: true }));

/** Runs a command in the copy. Returns its output if it fails, otherwise undefined. */
function faultOf(command: string, ...args: string[]): Promise<string | undefined> {
  return new Promise((done) => {
    const options = { cwd: copy, env: environment, maxBuffer: MAX_OUTPUT_BYTES };
    execFile(command, args, options, (error, out, err) =>
      done(error === null ? undefined : `${error.message}\n${out}${err}`),
    );
  });
}

/** Starts a platform of the copy, with mTLS, and waits until it is ready. */
async function startPlatform(t: ExecutionContext, apps: string[]) {
  const dataDir = ownDataDirectory(t);
  const script = join('tests', 'integration', 'local-stack', 'platform-of-apps.ts');
  // With the channel, the child notices the end of this process.
  const child = spawn(process.execPath, [script, dataDir, ...apps], {
    cwd: copy,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const stop = async () => {
    child.kill('SIGTERM');
    return ended;
  };
  try {
    const ready = await waitUntil(
      () => {
        const [, line] = /^ready: (.*)$/m.exec(output) ?? [];
        return child.exitCode === null ? line : 'null';
      },
      { timeoutMs: START_TIMEOUT_MS, what: `the platform is ready: ${output}` },
    );
    if (ready === 'null') throw new Error(`the platform did not start\n${output}`);
    return { ...(JSON.parse(ready) as PlatformOfApps), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

test.serial('npm run new writes an app', async (t) => {
  t.is(await faultOf('npm', 'run', 'new', '--', 'app', APP), undefined);
});

test.serial('a second app with this name is refused', async (t) => {
  t.regex((await faultOf('npm', 'run', 'new', '--', 'app', APP)) ?? '', /there is such an app/);
});

test.serial('the app passes every check unchanged', async (t) => {
  const bin = (name: string) => join('node_modules', '.bin', name);
  t.is(await faultOf(bin('oxlint'), '--quiet', `apps/${APP}`), undefined);
  const written = [`apps/${APP}`, 'packages/contracts', 'docs', 'dapr', 'components'];
  t.is(await faultOf(bin('prettier'), '--check', ...written), undefined);
  t.is(await faultOf(bin('tsc'), '-p', 'tsconfig.json'), undefined);
  const ava = join('node_modules', 'ava', 'entrypoints', 'cli.js');
  t.is(await faultOf(process.execPath, ava, '--serial', 'tests/tidy/**/*.test.ts'), undefined);
});

test.serial('the app consumes an event and answers through the gateway', async (t) => {
  const platform = await startPlatform(t, [...OTHERS, APP]);
  try {
    const send = jsonClient(platform.gatewayUrl);
    const path = `/${APP}/products`;
    t.like(await send('GET', `${path}/MUG-1`), {
      status: 404,
      body: { type: '/problems/product-not-found' },
    });
    const token = await clientCredentials(platform.gatewayUrl, platform.importer)();
    const created = await send('POST', '/products', {
      headers: { authorization: `Bearer ${token}` },
      body: { sku: 'MUG-1', name: 'Blue mug', price: { amountMinor: 850, currency: 'GBP' } },
    });
    t.is(created.status, 201);
    const known = await waitUntil(
      async () => {
        const answer = await send('GET', `${path}/mug-1`);
        return answer.status === 200 && answer.body;
      },
      { timeoutMs: DELIVERY_TIMEOUT_MS, what: 'the event of the product is consumed' },
    );
    t.deepEqual(known, { sku: 'MUG-1', name: 'Blue mug' });
  } finally {
    t.is(await platform.stop(), 143, 'a SIGTERM ends it in order');
  }
});
