import { randomUUID } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { watchMemory } from './memory.ts';
import { openWire, statusesIn } from './wire.ts';

// Raw bytes that no client library would send, and more of them than the limits allow.
const stack = connectStack();
const shop = openShop(stack);
const { wire, open } = openWire(stack.gatewayUrl);
const memory = watchMemory(stack, ['gateway', 'order']);
test.after.always(() => stack.close());
test.afterEach.always('the gateway is alive', async (t) => {
  t.is((await fetch(`${stack.gatewayUrl}/healthz`)).status, 200);
});

const PATIENCE_MS = 30_000;
const MIB = 1024 * 1024;
const ORDER = JSON.stringify(orderOf({ HOSTILE: 1 }));
/** A second, smuggled request: it must never be answered. */
const SMUGGLED = 'GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n';
const get = (path: string, lines: string[] = []) =>
  [`GET ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...lines, '', ''].join('\r\n');
const post = (lines: string[], body = '') =>
  ['POST /orders HTTP/1.1', 'Host: x', `Idempotency-Key: ${randomUUID()}`, ...lines, '', body].join(
    '\r\n',
  );
const JSON_BODY = 'Content-Type: application/json';
const CHUNKED = [JSON_BODY, 'Transfer-Encoding: chunked'];

const malformed: [what: string, text: string, statuses: number[]][] = [
  ['a chunk with an endless size', post(CHUNKED, `${'f'.repeat(40)}\r\nx`), [400]],
  ['a chunk of negative size', post(CHUNKED, `-1\r\n\r\n${SMUGGLED}`), [400]],
  ['a chunk longer than its size', post(CHUNKED, `1\r\n{"a"}\r\n0\r\n\r\n${SMUGGLED}`), [400]],
  ['a chunk with 64 KiB of extensions', post(CHUNKED, `5;${'x'.repeat(65_536)}\r\n`), [400, 413]],
  [
    'a repeated length',
    post([JSON_BODY, 'Content-Length: 2', 'Content-Length: 2'], `{}${SMUGGLED}`),
    [400],
  ],
  ['two lengths in one header', post([JSON_BODY, 'Content-Length: 2, 2'], `{}${SMUGGLED}`), [400]],
  ['a length in hexadecimal', post([JSON_BODY, 'Content-Length: 0x2'], `{}${SMUGGLED}`), [400]],
  ['a tab before the colon', post([JSON_BODY, 'Content-Length\t: 2'], `{}${SMUGGLED}`), [400]],
  ['NUL in a header', get('/orders', ['X-A: b\0c']), [400]],
  ['a bare carriage return in a header', get('/orders', ['X-A: b\rX-B: c']), [400]],
  ['a header without a name', get('/orders', [': b']), [400]],
  ['a space in a header name', get('/orders', ['X A: b']), [400]],
  ['no host', 'GET /orders HTTP/1.1\r\nConnection: close\r\n\r\n', [400]],
  ['no version', 'GET /orders\r\n\r\n', [400, 401]],
  ['an unknown HTTP version', 'GET /orders HTTP/9.9\r\nHost: x\r\n\r\n', [400]],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
  ['an unknown expectation', get('/orders', ['Expect: a-miracle']), [417]],
  ['a URL of 10,000 characters', get(`/orders?status=${'x'.repeat(10_000)}`), [414]],
  ['a URL of 20,000 characters', get(`/orders?status=${'x'.repeat(20_000)}`), [431]],
  [
    'a method of 100,000 characters',
    `${'G'.repeat(100_000)} /orders HTTP/1.1\r\nHost: x\r\n\r\n`,
    [400, 431],
  ],
  [
    '150 headers',
    get(
      '/orders',
      Array.from({ length: 150 }, (_, n) => `X-${n}: 1`),
    ),
    [431],
  ],
  [
    'a header name as long as all headers may be',
    get('/orders', [`${'x'.repeat(17_000)}: 1`]),
    [431],
  ],
];
for (const [what, text, statuses] of malformed) {
  test.serial(
    `a request with ${what} is refused, and the bytes after it are not read`,
    async (t) => {
      const received = await wire(text);
      const [first = 0, ...more] = statusesIn(received);
      t.true(statuses.includes(first), received.slice(0, 500));
      t.regex(received, /^content-type: application\/problem\+json/im);
      t.true(
        more.every((status) => status === 400),
        received.slice(0, 500),
      );
      t.false(received.includes('"openapi"'), 'the smuggled request was answered');
    },
  );
}

const ELSEWHERE: [what: string, text: string][] = [
  ['a URL with another host', get('http://169.254.169.254/latest/meta-data')],
  ["the sidecar's address", get('http://127.0.0.1:3500/v1.0/invoke/payment/method/payments/x')],
  ['a path of the sidecar', get('/v1.0/invoke/payment/method/payments/x')],
  ['a path of Dapr in an app', get('/dapr/subscribe')],
  ['a path of an actor', get('/actors/Order/x/method/place')],
  ['a path of events', get('/events/orders')],
  ['the metrics of a sidecar', get('/metrics')],
  ['a method override in a header', get('/orders/x', ['X-HTTP-Method-Override: DELETE'])],
  ['a URL override in a header', get('/nowhere', ['X-Original-URL: /openapi.json'])],
  ['another app in a header', get('/products/HOSTILE-0', ['dapr-app-id: payment'])],
  ['a protocol upgrade', get('/orders/x/stream', ['Upgrade: websocket', 'Connection: Upgrade'])],
  ['a line break in a path', get('/products/x%0d%0aSet-Cookie:%20a=b')],
  ['a tunnel', 'CONNECT 127.0.0.1:3500 HTTP/1.1\r\nHost: x\r\n\r\n'],
];
for (const [what, text] of ELSEWHERE) {
  test.serial(`${what} has no effect`, async (t) => {
    const received = await wire(text);
    t.true(
      statusesIn(received).every((status) => status >= 400 && status < 500),
      received.slice(0, 500),
    );
    t.notRegex(received, /^set-cookie/im);
  });
}

const chooses = Buffer.from('dapr-app-id:payment').toString('base64');
for (const [method, path, status] of [
  ['GET', '/orders', 401],
  ['GET', '/me', 401],
  ['GET', '/orders/ord_1', 401],
  ['GET', '/products/HOSTILE-0', 404],
  ['POST', '/oauth/token', 400],
] as const) {
  test.serial(`an app id in Basic credentials does not redirect ${method} ${path}`, async (t) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(stack.gatewayUrl + path, {
      method,
      headers: { authorization: `Basic ${chooses}`, ...(method === 'POST' ? form : {}) },
      ...(method === 'POST' ? { body: 'grant_type=client_credentials' } : {}),
    });
    t.is(answer.status, status);
    await answer.text();
  });
}

const TYPES = [
  'text/plain',
  'text/json5',
  'multipart/form-data; boundary=x',
  'application/xml',
  '',
];
for (const type of TYPES) {
  test.serial(`an order with content type ${type || 'none'} is refused`, async (t) => {
    const lines = [`Content-Length: ${ORDER.length}`, 'Connection: close'];
    const received = await wire(
      post([...(type === '' ? [] : [`Content-Type: ${type}`]), ...lines], ORDER),
    );
    t.deepEqual(statusesIn(received), [415], received);
  });
}

for (const number of [
  '1e400',
  '-0',
  '1e21',
  '0.1',
  '9007199254740993',
  '"1"',
  'NaN',
  '0x1',
  '01',
]) {
  test.serial(`an order of ${number} units is refused`, async (t) => {
    const body = ORDER.replace('"quantity":1', `"quantity":${number}`);
    t.not(body, ORDER);
    const lines = [JSON_BODY, `Content-Length: ${body.length}`, 'Connection: close'];
    const [status = 0] = statusesIn(await wire(post(lines, body)));
    t.true(status >= 400 && status < 500, String(status));
  });
}

test.serial('a body with a declared length above the limit is refused unread', async (t) => {
  const received = await wire(post([JSON_BODY, `Content-Length: ${1024 * MIB}`]), { end: false });
  t.deepEqual(statusesIn(received), [413]);
});

test.serial('an endless chunked body is refused at the limit', async (t) => {
  const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
  const received = await wire(post(CHUNKED, chunk.repeat(20)), { end: false });
  t.deepEqual(statusesIn(received).slice(0, 1), [413]);
});

test.serial('a hundred pipelined requests are answered in order', async (t) => {
  const one = 'GET /products/HOSTILE-0 HTTP/1.1\r\nHost: x\r\n\r\n';
  const received = await wire(one.repeat(99) + get('/products/HOSTILE-0'));
  t.deepEqual(
    statusesIn(received),
    Array.from({ length: 100 }, () => 404),
  );
});

test.serial('unfinished bodies use the body memory up to its limit and no further', async (t) => {
  const lines = [JSON_BODY, `Content-Length: ${MIB}`];
  let refused = 0;
  const sockets = Array.from({ length: 200 }, () => {
    const socket = open();
    socket.on('data', (piece) => {
      if (piece.includes('/problems/overloaded')) refused += 1;
    });
    socket.write(post(lines) + 'x'.repeat(MIB - 1));
    return socket;
  });
  t.teardown(() => sockets.forEach((socket) => socket.destroy()));
  const patience = { timeoutMs: PATIENCE_MS };
  await waitUntil(() => refused >= 60, {
    ...patience,
    what: 'requests above the limit are refused',
  });
  t.is((await fetch(`${stack.gatewayUrl}/healthz`)).status, 200);
  for (const socket of sockets) socket.destroy();
  const isRoom = async () => (await fetch(`${stack.gatewayUrl}/products/HOSTILE-0`)).status === 404;
  await waitUntil(isRoom, { ...patience, what: 'requests are accepted again' });
  t.is((await shop.stock(await shop.product(1))).onHand, 1);
});

test.serial('unread answers hold little memory', async (t) => {
  const sockets = Array.from({ length: 200 }, () => {
    const socket = open().pause();
    socket.write(get('/openapi.json'));
    return socket;
  });
  t.teardown(() => sockets.forEach((socket) => socket.destroy()));
  await Promise.all(
    sockets.map((socket) =>
      waitUntil(() => !socket.connecting, { timeoutMs: PATIENCE_MS, what: 'it' }),
    ),
  );
  t.is((await fetch(`${stack.gatewayUrl}/openapi.json`)).status, 200);
});

test.serial(
  'after all this the gateway and the order app are alive, without memory growth',
  (t) => {
    t.deepEqual(memory.excess(), []);
  },
);
