import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { loadSecrets, secretOf } from '@commerce/local-stack';
import type { PlaceRequest } from '@commerce/order/actors/order-actor-type';
import { uuidv7 } from 'dapr-actor-runtime/ids';
import { connectStack, waitUntil } from '@commerce/testing';
import { CUSTOMER, openShop } from '@commerce/testing/shop';
import test from 'ava';
import { orderSecrets } from './order-secrets.ts';

// For a moment, two hosts can both have the actor of one order. Here a second order app runs beside the
// first, and both get concurrent commands on the same order, as if from their sidecars.
const stack = connectStack();
const shop = openShop(stack);
const ROUNDS = 10;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

const secrets = loadSecrets(stack.dataDir);
const personal = await orderSecrets(stack);
const person = { shippingAddress: { country: 'GB' }, paymentToken: 'tok_ok' };

const port = await freePort();
const log: string[] = [];
const second = spawn(process.execPath, ['../../packages/runtime/app/main.ts'], {
  cwd: resolve(import.meta.dirname, '../../apps/order'),
  env: {
    PATH: process.env['PATH'],
    APP_PORT: String(port),
    DAPR_HTTP_PORT: String(stack.app('order').daprHttpPort),
    DAPR_GRPC_PORT: String(stack.app('order').daprGrpcPort),
    DAPR_API_TOKEN: stack.daprApiToken,
    APP_API_TOKEN: stack.appApiToken,
    DATABASE_URL: stack.databaseUrls['order'],
    REDIS_URL: stack.redisUrl,
    TOKEN_ISSUER: stack.gatewayUrl,
    ORDER_MASTER_KEY: secretOf(secrets, 'ORDER_MASTER_KEY'),
    ORDER_CLIENT_SECRET: secretOf(secrets, 'ORDER_CLIENT_SECRET'),
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
second.stdout.on('data', (chunk: Buffer) => log.push(chunk.toString()));

test.before(() =>
  waitUntil(async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok, {
    timeoutMs: 30_000,
    what: 'the second order app listens',
  }),
);
test.after.always(async () => {
  const ended = once(second, 'exit');
  second.kill('SIGKILL');
  await ended;
  await stack.close();
});

async function turn(appUrl: string, id: string, method: string, input: object): Promise<unknown> {
  const answer = await fetch(`${appUrl}/actors/Order/${id}/method/${method}`, {
    method: 'PUT',
    headers: { 'dapr-api-token': stack.appApiToken, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return answer.json();
}

test('of two activations of one order, one loses each commit, recovers, and both agree', async (t) => {
  const hosts = [stack.app('order').url, `http://127.0.0.1:${port}`];
  const sku = await shop.product(ROUNDS);
  for (let round = 0; round < ROUNDS; round++) {
    const id = `ord_${uuidv7()}`;
    const request: PlaceRequest = {
      lines: [{ sku, quantity: 1, unitPriceMinor: 250 }],
      total: { amountMinor: 250, currency: 'GBP' },
      personal: await personal.encrypt({ orderId: id }, person),
      requestHash: 'same',
    };
    const answers = await Promise.all(hosts.map((host) => turn(host, id, 'place', request)));
    for (const answer of answers) {
      t.like(answer, { ok: true, order: { id, status: 'confirmed', version: 2 } });
    }
    t.deepEqual(
      (await shop.events(id)).map(({ type, seq }) => [type, seq]),
      [
        ['OrderPlaced.v2', 1],
        ['OrderConfirmed.v1', 2],
      ],
    );
    t.is((await shop.authorizations(id)).length, 1);
  }
  t.like(await shop.untilNothingHeld(sku), { available: 0 });
});

test('of two different concurrent commands one wins, and the loser sees its events', async (t) => {
  const hosts = [stack.app('order').url, `http://127.0.0.1:${port}`] as const;
  const sku = await shop.product(1);
  const { body } = await shop.place({
    lines: [{ sku, quantity: 1 }],
    ...CUSTOMER,
    payment: { token: 'tok_ok' },
    currency: 'GBP',
  });
  const id = String(body['id']);
  await Promise.all(hosts.map((host) => turn(host, id, 'cancel', {})));
  t.is((await shop.untilSettled(id)).status, 'cancelled');
  t.deepEqual(
    (await shop.events(id)).map(({ seq }) => seq),
    [1, 2, 3, 4],
  );
  t.like(await shop.untilNothingHeld(sku), { available: 1 });
});

test('the two activations did conflict: commits were lost and decided again', (t) => {
  t.true(stack.logOf('order').concat(log.join('')).includes('position was taken'));
});
