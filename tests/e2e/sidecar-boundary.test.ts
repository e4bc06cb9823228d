import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectPlain } from 'node:http2';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { externalSidecarFiles, readAccess } from '@commerce/local-stack';
import { connectStack, waitUntil } from '@commerce/testing';
import test from 'ava';
import { startProbe } from '../integration/runtime/probe.ts';

const HOST = '127.0.0.1';
const PATIENCE_MS = 20_000;
const APPS_WITH_ROUTES = ['order', 'inventory', 'payment', 'catalog', 'identity'];
const access = readAccess(resolve(import.meta.dirname, '../../dapr/access.yaml'));

const stack = connectStack();
const probe = await startProbe(() => []);
test.after.always('the probe is stopped', async () => {
  await probe.stop();
  await stack.close();
});

type Request = { method?: string; body?: unknown; token?: string };

/** Calls an app's sidecar like the app itself. */
async function ask(app: string, path: string, { method = 'GET', body, token }: Request = {}) {
  const answer = await fetch(`${stack.app(app).daprHttpUrl}/v1.0/${path}`, {
    method,
    headers: {
      'dapr-api-token': token ?? stack.daprApiToken,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

const invoke = (from: string, to: string, method: string, path: string, body?: unknown) =>
  ask(from, `invoke/${to}/method${path}`, { method, body });

/** A published event that no handler would mistake for one of the order app. */
const forged = { id: 'ord_forged:1', type: 'OrderConfirmed.v1', stream: 'ord_forged', seq: 1 };

test('a sidecar answers only to the token of its app', async (t) => {
  for (const app of Object.keys(stack.apps)) {
    for (const token of ['', 'a-guess', stack.appApiToken]) {
      t.is((await ask(app, 'invoke/order/method/orders', { token })).status, 401, app);
    }
  }
});

test('an app answers only to its sidecar, so the gateway cannot be bypassed', async (t) => {
  const routes = { order: '/orders', inventory: '/stock/X', catalog: '/products/X' } as const;
  for (const [app, path] of Object.entries(routes)) {
    for (const token of ['', 'a-guess', stack.daprApiToken]) {
      const headers = { 'dapr-api-token': token };
      const answer = await fetch(stack.app(app).url + path, { headers });
      t.is(answer.status, 404, app);
      t.like(await answer.json(), { type: '/problems/not-found' }, app);
    }
  }
  const headers = { 'dapr-api-token': stack.appApiToken };
  t.is(
    (await fetch(`${stack.app('order').url}/orders`, { headers })).status,
    401,
    'and to a service invocation',
  );
  for (const app of APPS_WITH_ROUTES) {
    t.is((await fetch(`${stack.app(app).url}/healthz`)).status, 200, app);
    t.is((await fetch(`${stack.app(app).url}/readyz`)).status, 200, app);
  }
});

test('an unknown app is refused by every app', async (t) => {
  for (const app of APPS_WITH_ROUTES) {
    for (const path of ['/orders', '/stock/X', '/payments/x', '/products/X', '/me', '/healthz']) {
      const { status, text } = await probe.sidecar.invoke(app, { method: 'GET', path });
      t.is(status, 403, `${app} ${path}: ${text}`);
    }
  }
});

test('every operation that the table allows reaches its app', async (t) => {
  for (const [app, { callers }] of Object.entries(access)) {
    for (const [from, operations] of Object.entries(callers)) {
      for (const operation of operations) {
        const [method = '', route = ''] = operation.split(' ');
        const path = route.replaceAll(/:\w+/g, 'x');
        const body = method === 'GET' || method === 'DELETE' ? undefined : {};
        const { status, text } = await invoke(from, app, method, path, body);
        t.notRegex(text, /access control policy|ERR_DIRECT_INVOKE/, `${from}: ${operation}`);
        t.true(status < 500, `${from}: ${operation} answered ${status} ${text}`);
      }
    }
  }
});

for (const [from, to, method, path] of [
  ['gateway', 'order', 'POST', '/read-models/rebuild'],
  ['gateway', 'order', 'DELETE', '/orders/x'],
  ['gateway', 'order', 'GET', '/dead-letters'],
  ['gateway', 'inventory', 'POST', '/dead-letters/x/replay'],
  ['gateway', 'payment', 'POST', '/payments/x/refunds'],
  ['gateway', 'payment', 'POST', '/reconciliations'],
  ['gateway', 'identity', 'GET', '/internal/signing-keys'],
  ['order', 'payment', 'POST', '/reconciliations'],
  ['order', 'catalog', 'POST', '/products'],
  ['order', 'inventory', 'POST', '/stock/X/receipts'],
  ['inventory', 'order', 'POST', '/orders'],
  ['inventory', 'order', 'GET', '/orders/x/events'],
  ['catalog', 'order', 'GET', '/orders'],
  ['gateway', 'inventory', 'PUT', '/actors/Reservation/x/method/release'],
  ['gateway', 'order', 'PUT', '/actors/Order/x/method/place'],
  ['gateway', 'order', 'GET', '/dapr/config'],
  ['gateway', 'order', 'GET', '/dapr/subscribe'],
  ['gateway', 'order', 'POST', '/events/orders'],
  ['gateway', 'payment', 'POST', '/events/dead-letters.payment'],
  ['gateway', 'order', 'POST', '/orders/../read-models/rebuild'],
  ['gateway', 'order', 'POST', '/orders/%2e%2e/read-models/rebuild'],
  ['gateway', 'order', 'POST', '/orders/x%2f..%2f..%2fevents/orders'],
] as const) {
  test(`${from} may not invoke ${method} ${path} of ${to}`, async (t) => {
    const { status, text } = await invoke(from, to, method, path);
    // For the sidecar, a path with `..` may no longer be an invocation.
    t.true(status === 403 || (path.includes('..') && status >= 400), `${status} ${text}`);
  });
}

test('an app publishes only its own topics, and reads only its own stores', async (t) => {
  for (const [app, topic] of [
    ['catalog', 'orders'],
    ['catalog', 'stock'],
    ['catalog', 'dead-letters.order'],
    ['inventory', 'orders'],
    ['inventory', 'products'],
    ['order', 'products'],
    ['order', 'a-topic-of-its-own'],
  ]) {
    const path = `publish/pubsub/${topic}`;
    const { status, text } = await ask(String(app), path, { method: 'POST', body: forged });
    t.is(status, 403, `${app} on ${topic}: ${text}`);
    const entry = { entryId: '0', event: forged, contentType: 'application/json' };
    const bulk = `publish/bulk/pubsub/${topic}`;
    t.is((await ask(String(app), bulk, { method: 'POST', body: [entry] })).status, 403, bulk);
  }
});

test('an app has only its own components', async (t) => {
  const outbox = 'publish/outboxpubsub/defaultorderordersoutbox';
  const published = await ask('inventory', outbox, { method: 'POST', body: forged });
  t.regex(published.text, /ERR_PUBSUB_NOT_FOUND/);
  const read = await ask('order', 'state/actorstate-inventory/x');
  t.regex(read.text, /ERR_STATE_STORE_NOT_FOUND/);
});

test('the Dapr APIs that an app does not use are disabled', async (t) => {
  const calls: [api: string, path: string, request: Request][] = [
    ['state', 'state/orderstreams/x', {}],
    ['actors', 'actors/Reservation/x/method/release', { method: 'POST', body: {} }],
    ['publish', 'publish/pubsub/orders', { method: 'POST', body: forged }],
    ['workflows', 'workflows/dapr/cancel-order.v1/start', { method: 'POST', body: {} }],
    ['metadata', 'metadata', {}],
    ['secrets', 'secrets/envsecrets/DATABASE_URL', {}],
    ['secrets', 'secrets/envsecrets/bulk', {}],
    ['shutdown', 'shutdown', { method: 'POST' }],
  ];
  for (const [app, { apis }] of Object.entries(access)) {
    for (const [api, path, request] of calls) {
      if (apis.includes(api)) continue;
      const { status, text } = await ask(app, path, request);
      t.is(status, 404, `${app} ${path}: ${text}`);
      t.notRegex(text, /postgres/);
    }
  }
});

/** Calls a gRPC method with an empty message; returns the status. */
async function grpcStatus(port: number, method: string): Promise<string> {
  const session = connectPlain(`http://${HOST}:${port}`);
  const request = session.request({
    ':method': 'POST',
    ':path': `/dapr.proto.runtime.v1.Dapr/${method}`,
    'content-type': 'application/grpc',
    te: 'trailers',
    'dapr-api-token': stack.daprApiToken,
  });
  request.end(Buffer.alloc(5));
  const [headers] = (await once(request, 'response')) as [Record<string, unknown>];
  session.destroy();
  return String(headers['grpc-status']);
}

test('no app may use the gRPC API of Dapr', async (t) => {
  const UNIMPLEMENTED = '12';
  for (const app of Object.keys(access)) {
    for (const method of ['GetState', 'InvokeService', 'PublishEvent', 'GetMetadata', 'Shutdown']) {
      t.is(await grpcStatus(stack.app(app).daprGrpcPort, method), UNIMPLEMENTED, app);
    }
  }
});

test('traffic between sidecars needs the certificate of a sidecar', async (t) => {
  for (const [app, { internalGrpc }] of Object.entries(stack.apps)) {
    const plain = connectPlain(`http://${HOST}:${internalGrpc}`);
    plain.on('error', () => {});
    const request = plain.request({ ':path': '/', ':method': 'POST' });
    const answered = once(request, 'response').then(() => true);
    const refused = once(request, 'error').then(() => false);
    // If a session ends before it starts, its requests end without an error.
    const closed = once(request, 'close').then(() => false);
    refused.catch(() => {});
    t.false(await Promise.race([answered, refused, closed]).catch(() => false), app);
    plain.destroy();

    const tls = connectTls({ host: HOST, port: internalGrpc, rejectUnauthorized: false });
    const error = await new Promise<Error | undefined>((settle) => {
      tls.once('error', settle);
      tls.once('data', () => settle(undefined));
    });
    t.regex(String(error), /certificate required|bad certificate|ECONNRESET/i, app);
    tls.destroy();
  }
});

test('sentry gives no process the identity of another app', async (t) => {
  const { pid } = stack.process('order-daprd');
  const line = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  const [command = '', ...args] = line.trim().split(' ');
  const external = externalSidecarFiles(stack.dataDir);
  const directory = mkdtempSync(join(tmpdir(), 'commerce-impostor-'));
  const impostor = spawn(
    command,
    [
      ...['--app-id', 'order', '--enable-mtls', '--config', external.configFile],
      ...['--sentry-address', args[args.indexOf('--sentry-address') + 1] ?? ''],
      ...['--control-plane-trust-domain', external.controlPlaneTrustDomain],
      ...['--dapr-http-port', '0', '--dapr-grpc-port', '0', '--metrics-port', '0'],
      ...['--dapr-listen-addresses', HOST, '--resources-path', directory],
    ],
    {
      cwd: directory,
      env: {
        DAPR_TRUST_ANCHORS: execFileSync('cat', [external.anchorsFile], { encoding: 'utf8' }),
        DAPR_SENTRY_TOKEN_FILE: join(external.identities, 'gateway.jwt'),
      },
    },
  );
  let output = '';
  for (const stream of [impostor.stdout, impostor.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  t.teardown(async () => {
    const ended = impostor.exitCode ?? once(impostor, 'exit');
    impostor.kill('SIGKILL');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  });
  await waitUntil(async () => /error from sentry SignCertificate/.test(output), {
    timeoutMs: PATIENCE_MS,
    what: 'the impostor is refused',
  });
  t.regex(output, /PermissionDenied/);
});
