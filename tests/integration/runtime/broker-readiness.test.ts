import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineApp, readinessOf } from 'dapr-actor-runtime/app';
import { buildHttpApp } from 'dapr-actor-runtime/http';
import { listen } from 'dapr-actor-runtime/server';
import { openRedis } from 'dapr-actor-runtime/idempotency';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { connectStack, waitUntil } from '@commerce/testing';
import test from 'ava';

// A Redis of this test, by the program of the running platform, because its policy is changed.
const stack = connectStack();
const log = createLogger({ service: 'broker-test', level: 'silent' });
test.after.always(() => stack.close());

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('an app with a broker that may lose events is not ready, and is as soon as the policy is right', async (t) => {
  const { pid } = stack.process('redis');
  const command = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const path = command.trim().split(' ')[0] ?? 'redis-server';
  const directory = mkdtempSync(join(tmpdir(), 'broker-'));
  const port = await freePort();
  const policy = [
    '--maxmemory',
    '30mb',
    '--maxmemory-policy',
    'allkeys-lru',
    '--appendonly',
    'yes',
  ];
  const server = spawn(path, ['--port', String(port), '--dir', directory, ...policy]);
  const redis = openRedis(`redis://127.0.0.1:${port}`, log);
  const readiness = readinessOf(defineApp({ name: 'producer' }), undefined as never, {
    ...{ sidecar: { isReady: async () => true }, database: undefined, broker: redis },
    worker: () => undefined,
  });
  const app = await listen(buildHttpApp({ log, ready: readiness, middleware: [] }), 0);
  t.teardown(async () => {
    await app.close(0);
    redis.disconnect();
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  });
  const limit = { timeoutMs: 15_000, what: 'redis is connected' };
  await waitUntil(() => redis.status === 'ready', limit);
  const readyz = async () => {
    const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`);
    return { status: answer.status, text: await answer.text() };
  };

  const refused = await readyz();
  t.is(refused.status, 503);
  t.regex(refused.text, /may evict topics \(maxmemory-policy allkeys-lru\): set noeviction/);
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  t.is((await readyz()).status, 200);
  await redis.config('SET', 'appendonly', 'no');
  await redis.config('SET', 'save', '');
  const forgetful = await readyz();
  t.is(forgetful.status, 503);
  t.regex(forgetful.text, /keeps nothing across a restart: set appendonly yes/);
});
