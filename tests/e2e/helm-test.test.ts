import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectStack } from '@commerce/testing';
import test from 'ava';

// What `helm test` runs in a pod runs here against the local stack, so that it follows the API.
const SCRIPT = join(import.meta.dirname, '../../charts/commerce/files/place-order.mjs');
const stack = connectStack();
test.after.always(() => stack.close());

const run = (environment: Record<string, string>) =>
  promisify(execFile)(process.execPath, [SCRIPT], {
    env: { API: stack.gatewayUrl, ...environment },
  });

test('with a service client, an order is placed and followed to its end', async (t) => {
  const { id, secret } = stack.serviceClients.loadTester;
  const { stdout } = await run({ CLIENT_ID: id, CLIENT_SECRET: secret });
  t.regex(stdout, /gateway, identity, catalog and order answer/);
  t.regex(stdout, /order ord_\w+ was confirmed and cancelled/);
});

test('without one, nothing is ordered, and that is said', async (t) => {
  const { stdout } = await run({});
  t.regex(stdout, /gateway, identity, catalog and order answer/);
  t.regex(stdout, /no order was placed: tests.clientSecretName is not set/);
});

test('an unknown client fails the test, and the message says which request was refused', async (t) => {
  const failure = await t.throwsAsync(run({ CLIENT_ID: 'nobody', CLIENT_SECRET: 'wrong' }));
  t.is((failure as { code?: unknown }).code, 1);
  t.regex(failure?.message ?? '', /POST \/oauth\/token answered 401/);
});
