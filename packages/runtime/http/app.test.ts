import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import test from 'ava';
import Type from 'typebox';
import { createLogger, currentContext, timeLeftMs } from '../telemetry/index.ts';
import { listen } from '../server/index.ts';
import {
  buildHttpApp,
  MAX_BODY_BYTES,
  readBody,
  readQuery,
  type Route,
  routes,
  compileSchema,
  withAppToken,
} from './index.ts';

const log = createLogger({ service: 'http-test', level: 'silent' });
const line = compileSchema(
  Type.Object(
    { item: Type.String({ minLength: 1 }), quantity: Type.Integer({ minimum: 1 }) },
    { additionalProperties: false },
  ),
);
const paging = compileSchema(
  Type.Object({ limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })) }),
);
let fault: string | undefined;
const app = buildHttpApp({
  log,
  ready: async () => fault,
  middleware: routes([
    {
      method: 'POST',
      path: '/lines',
      async handle(ctx) {
        ctx.body = await readBody(ctx, line);
      },
    },
    {
      method: 'GET',
      path: '/lines',
      async handle(ctx) {
        ctx.body = readQuery(ctx, paging);
      },
    },
    {
      method: 'PUT',
      path: '/lines/:name',
      async handle(ctx, { name }) {
        ctx.body = { name };
      },
    },
    {
      method: 'GET',
      path: '/begun',
      async handle(ctx) {
        const body = new PassThrough();
        body.write('it has begun');
        ctx.body = body;
      },
    },
    {
      method: 'GET',
      path: '/context',
      async handle(ctx) {
        ctx.body = currentContext();
      },
    },
    {
      method: 'GET',
      path: '/broken',
      async handle() {
        throw new Error('password=hunter2');
      },
    },
  ]),
});
const server = await listen(app, 0);
test.after.always(() => server.close(0));
const url = (path: string) => `http://127.0.0.1:${server.port}${path}`;

async function send(method: string, path: string, body?: string, headers = {}) {
  const answer = await fetch(url(path), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { answer, body: (await answer.json()) as Record<string, unknown> };
}

test('a body that matches its schema is read', async (t) => {
  const { answer, body } = await send('POST', '/lines', '{"item":"A","quantity":2}');
  t.is(answer.status, 200);
  t.deepEqual(body, { item: 'A', quantity: 2 });
});

test('a body that does not match is refused with a pointer to every error', async (t) => {
  const { answer, body } = await send('POST', '/lines', '{"quantity":0,"colour":1}');
  t.is(answer.status, 400);
  t.is(answer.headers.get('content-type'), 'application/problem+json');
  t.like(body, { type: '/problems/invalid-request', status: 400, instance: '/lines' });
  const pointers = (body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
  t.deepEqual(pointers.toSorted(), ['/colour', '/item', '/quantity']);
});

for (const text of ['', '{', '{"item":"A",}', 'item=A', '\u0000']) {
  test(`the body ${JSON.stringify(text)} is not JSON`, async (t) => {
    const { answer, body } = await send('POST', '/lines', text);
    t.is(answer.status, 400);
    t.is(body['type'], '/problems/malformed-json');
  });
}

for (const text of ['null', '[]', '"A"', '1']) {
  test(`the body ${text} is JSON that does not match the schema`, async (t) => {
    const { answer, body } = await send('POST', '/lines', text);
    t.is(answer.status, 400);
    t.is(body['type'], '/problems/invalid-request');
  });
}

for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
  test(`a body of type ${type} is refused`, async (t) => {
    const headers = { 'content-type': type };
    const { answer, body } = await send('POST', '/lines', '{"item":"A","quantity":2}', headers);
    t.is(answer.status, 415);
    t.is(body['type'], '/problems/unsupported-media-type');
  });
}

test('a body that is announced too large is refused before it is sent', async (t) => {
  const client = request(url('/lines'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': MAX_BODY_BYTES + 1 },
  });
  client.on('error', () => {});
  t.teardown(() => client.destroy());
  client.flushHeaders();
  const [answer] = await once(client, 'response');
  t.is(answer.statusCode, 413);
  t.is(answer.headers.connection, 'close');
  answer.resume();
});

test('a body that turns out too large is refused while it is sent', async (t) => {
  const client = request(url('/lines'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
  });
  client.on('error', () => {});
  t.teardown(() => client.destroy());
  client.write('"'.padEnd(MAX_BODY_BYTES / 2, 'x'));
  client.write('x'.repeat(MAX_BODY_BYTES / 2 + 1));
  const [answer] = await once(client, 'response');
  t.is(answer.statusCode, 413);
  answer.resume();
});

test('a body of exactly the limit is read', async (t) => {
  const item = 'x'.repeat(MAX_BODY_BYTES - '{"item":"","quantity":2}'.length);
  const { answer } = await send('POST', '/lines', JSON.stringify({ item, quantity: 2 }));
  t.is(answer.status, 200);
});

test('a query is validated like a body', async (t) => {
  t.deepEqual((await send('GET', '/lines?limit=10')).body, { limit: '10' });
  t.is((await send('GET', '/lines?limit=ten')).answer.status, 400);
  t.is((await send('GET', '/lines?limit=1&limit=2')).answer.status, 400);
});

test('an unknown path is a 404 problem', async (t) => {
  const { answer, body } = await send('GET', '/nothing');
  t.is(answer.status, 404);
  t.like(body, { type: '/problems/not-found', status: 404, instance: '/nothing' });
});

for (const method of ['DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
  test(`${method} on a known path is refused with its allowed methods`, async (t) => {
    const { answer, body } = await send(method, '/lines');
    t.is(answer.status, 405);
    t.is(body['type'], '/problems/method-not-allowed');
    const allowed = answer.headers.get('allow')?.split(', ').toSorted();
    t.deepEqual(allowed, ['GET', 'HEAD', 'POST']);
    t.is((await send(method, '/nothing')).answer.status, 404);
  });
}

test('a path parameter is decoded, and a malformed one is not a server error', async (t) => {
  t.deepEqual((await send('PUT', '/lines/a%20b')).body, { name: 'a b' });
  t.true((await send('PUT', '/lines/%E0%A4%A')).answer.status < 500);
});

test('an unexpected error shows the client no details', async (t) => {
  const { answer, body } = await send('GET', '/broken');
  t.is(answer.status, 500);
  t.like(body, { type: '/problems/internal-error', status: 500 });
  t.notRegex(JSON.stringify(body), /hunter2|\.ts|at /);
});

test('a handler works in the context of its caller', async (t) => {
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const headers = { traceparent, 'x-correlation-id': 'because' };
  t.like((await send('GET', '/context', undefined, headers)).body, {
    traceparent,
    correlationId: 'because',
  });
});

test.serial('/healthz is 200 even if the app is not ready', async (t) => {
  t.is((await send('GET', '/readyz')).answer.status, 200);
  fault = 'database: away';
  t.is((await send('GET', '/healthz')).answer.status, 200);
  const { answer, body } = await send('GET', '/readyz');
  t.is(answer.status, 503);
  t.like(body, { type: '/problems/unavailable', detail: 'database: away' });
  fault = undefined;
  t.is((await send('GET', '/readyz')).answer.status, 200);
});

test('more headers than the limit are refused, even very many', async (t) => {
  for (const count of [101, 500]) {
    const headers = Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, '1']));
    const { answer, body } = await send('GET', '/lines', undefined, headers);
    t.is(answer.status, 431);
    t.is(body['type'], '/problems/too-many-headers');
  }
});

for (const [what, text, status, problem] of [
  [
    'longer headers than the limit',
    `GET /lines HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'too-many-headers',
  ],
  [
    'a request line above all limits',
    `GET /lines?x=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    431,
    'too-many-headers',
  ],
  ['no HTTP', 'HELLO\r\n\r\n', 400, 'malformed-request'],
  ['no host', 'GET /lines HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
  [
    'an unsupported expectation',
    'GET /lines HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\n\r\n',
    417,
    'expectation-failed',
  ],
  [
    'chunk extensions above the limit',
    `POST /lines HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    413,
    'body-too-large',
  ],
] as const) {
  test(`a request with ${what} is refused with a problem`, async (t) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(text);
    const received = Buffer.concat(await socket.toArray()).toString();
    t.true(received.startsWith(`HTTP/1.1 ${status} `), received.slice(0, 300));
    t.regex(received, /^content-type: application\/problem\+json\r$/im);
    const [, body = ''] = received.split('\r\n\r\n');
    t.like(JSON.parse(body), { type: `/problems/${problem}`, status });
  });
}

test('no error is written into an answer that has begun', async (t) => {
  const socket = connect(server.port, '127.0.0.1');
  socket.write('GET /begun HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'readable');
  socket.write('HELLO\r\n\r\n');
  const received = Buffer.concat(await socket.toArray()).toString();
  t.is(received.match(/HTTP\/1\.1/g)?.length, 1, received);
});

test('a URL longer than the limit is refused', async (t) => {
  const { answer, body } = await send('GET', `/lines?limit=${'1'.repeat(8_200)}`);
  t.is(answer.status, 414);
  t.is(body['type'], '/problems/uri-too-long');
});

test('refusals and health checks also have the headers of every answer', async (t) => {
  const own = await listen(
    buildHttpApp({
      log,
      ready: async () => 'never',
      headers: { 'x-always': 'here', 'cache-control': 'no-store' },
      middleware: [],
    }),
    0,
  );
  t.teardown(() => own.close(0));
  for (const path of ['/healthz', '/readyz', '/nowhere']) {
    const answer = await fetch(`http://127.0.0.1:${own.port}${path}`);
    t.is(answer.headers.get('x-always'), 'here', path);
    t.is(answer.headers.get('cache-control'), 'no-store', path);
    await answer.text();
  }
});

test("request-timeout-ms is accepted from the app's sidecar only", async (t) => {
  const route: Route = {
    method: 'GET',
    path: '/left',
    async handle(ctx) {
      ctx.body = { left: Math.min(timeLeftMs(), 1e9) };
    },
  };
  const own = await listen(
    buildHttpApp({
      log,
      ready: async () => undefined,
      middleware: routes([...withAppToken('the-token', [route]), { ...route, path: '/open' }]),
    }),
    0,
  );
  t.teardown(() => own.close(0));
  const left = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(`http://127.0.0.1:${own.port}${path}`, { headers });
    return ((await answer.json()) as { left: number }).left;
  };
  const fromSidecar = { 'dapr-api-token': 'the-token' };
  const told = await left('/left', { ...fromSidecar, 'request-timeout-ms': '5000' });
  t.true(told > 3_000 && told <= 5_000, String(told));
  t.is(await left('/left', fromSidecar), 1e9);
  t.is(await left('/left', { ...fromSidecar, 'request-timeout-ms': '-1' }), 1e9);
  t.is(await left('/open', { 'request-timeout-ms': '5' }), 1e9);
});

test('a server listens on loopback by default', async (t) => {
  t.is(server.address, '127.0.0.1');
  const everywhere = await listen(app, 0, '0.0.0.0');
  t.is(everywhere.address, '0.0.0.0');
  await everywhere.close(0);
});

test('a port in use fails the start', async (t) => {
  await t.throwsAsync(listen(app, server.port), { code: 'EADDRINUSE' });
});

test('closing lets a running request end and accepts no new one', async (t) => {
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const own = await listen(
    buildHttpApp({
      log,
      ready: async () => undefined,
      middleware: [
        async (ctx) => {
          begun.resolve();
          await release.promise;
          ctx.body = 'done';
        },
      ],
    }),
    0,
  );
  const running = fetch(`http://127.0.0.1:${own.port}/`);
  await begun.promise;
  const closed = own.close(60_000);
  await t.throwsAsync(fetch(`http://127.0.0.1:${own.port}/`));
  release.resolve();
  t.is(await (await running).text(), 'done');
  await closed;
});

test('closing cuts off a request that is longer than the grace period', async (t) => {
  const begun = Promise.withResolvers<void>();
  const never = Promise.withResolvers<void>();
  const own = await listen(
    buildHttpApp({
      log,
      ready: async () => undefined,
      middleware: [
        async () => {
          begun.resolve();
          await never.promise;
        },
      ],
    }),
    0,
  );
  const running = fetch(`http://127.0.0.1:${own.port}/`);
  await begun.promise;
  await Promise.all([own.close(1), t.throwsAsync(running)]);
  never.resolve();
});
