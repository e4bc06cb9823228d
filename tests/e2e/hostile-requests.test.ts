import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { connectStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { watchMemory } from './memory.ts';
import { openWire, statusesIn } from './wire.ts';

// Any hostile request to the gateway ends in the right 4xx or a closed connection, and the gateway
// keeps serving others.
const stack = connectStack();
const shop = openShop(stack);
const { wire } = openWire(stack.gatewayUrl);
const memory = watchMemory(stack, ['gateway', 'order']);
const json = { 'content-type': 'application/json' };
test.after.always(() => stack.close());
test.afterEach.always('the gateway is alive', async (t) => {
  const answer = await fetch(`${stack.gatewayUrl}/healthz`);
  t.is(answer.status, 200);
  t.deepEqual(await answer.json(), { status: 'alive' });
});

/** As a guest, or as a service client where a guest would be refused before the body is read. */
async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) {
  const isOpen = /^\/(?:orders|sessions|oauth)/.test(path);
  const caller = isOpen ? { 'idempotency-key': randomUUID() } : await shop.tokens.loadTester();
  const answer = await fetch(stack.gatewayUrl + path, {
    method: 'POST',
    headers: { ...json, ...caller, ...headers },
    body,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const PRODUCT = { sku: 'HOSTILE', name: 'x', price: { amountMinor: 1, currency: 'GBP' } };

for (const encoding of ['gzip', 'deflate', 'br', 'x-unknown', 'gzip, gzip']) {
  test.serial(`a body with content encoding ${encoding} is refused unread`, async (t) => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const { status, body } = await post('/orders', new Uint8Array(bomb), {
      'content-encoding': encoding,
    });
    t.is(status, 415);
    t.is(body['type'], '/problems/unsupported-media-type');
  });
}

const deep: [what: string, text: string][] = [
  ['arrays', `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ['objects', `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`],
  ['arrays without an end', '['.repeat(100_000)],
  [
    'arrays in a field',
    JSON.stringify({ ...PRODUCT, name: 0 }).replace('0', '['.repeat(1_000) + ']'.repeat(1_000)),
  ],
];
for (const path of ['/orders', '/products', '/stock/HOSTILE/receipts', '/sessions']) {
  for (const [what, text] of deep) {
    test.serial(`1,000 nested ${what} are refused by ${path}`, async (t) => {
      const { status } = await post(path, text);
      t.is(status, 400);
    });
  }
}

for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
  test.serial(`the key ${key} is treated as any unknown field`, async (t) => {
    const text = JSON.stringify(PRODUCT).replace('{', `{"${key}":{"polluted":true},`);
    const { status, body } = await post('/products', text);
    t.is(status, 400);
    t.is(body['type'], '/problems/invalid-request');
    const address = JSON.stringify(orderOf({ HOSTILE: 1 })).replace(
      '"shippingAddress":{',
      `"shippingAddress":{"${key}":"x",`,
    );
    const order = await post('/orders', address);
    t.true(order.status >= 400 && order.status < 500, String(order.status));
    const headers = await shop.tokens.loadTester();
    t.is((await shop.api('GET', `/orders?${key}=1`, { headers })).status, 400);
  });
}

const TRAVERSALS = [
  '/orders/../payments/x',
  '/orders/..%2f..%2fpayments%2fx',
  '/orders/%2e%2e/%2e%2e/dapr/config',
  '/orders/..;/actuator',
  '/docs/../../../etc/passwd',
  '/docs/..%2f..%2fpackage.json',
  '/docs/%2e%2e%2fmain.ts',
  '/stock/%2e%2e%5c%2e%2e/why',
  '//dapr/config',
  '/.env',
  '/orders/%00',
  '/orders/%c0%ae%c0%ae/',
  '/orders/%',
];
for (const path of TRAVERSALS) {
  test.serial(`the path ${path} is not found`, async (t) => {
    // Raw, because fetch would normalize the path.
    const received = await wire(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [status = 0] = statusesIn(received);
    t.true(status >= 400 && status < 500, received);
  });
}

const ORDER = JSON.stringify(orderOf({ HOSTILE: 1 }));
const head = (lines: string[]) =>
  ['POST /orders HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...lines, '', ''].join(
    '\r\n',
  );
const SMUGGLED = 'GET /orders HTTP/1.1\r\nHost: x\r\n\r\n';
const smuggling: [what: string, text: string][] = [
  [
    'both Content-Length and Transfer-Encoding',
    head(['Content-Length: 4', 'Transfer-Encoding: chunked']) + `0\r\n\r\n${SMUGGLED}`,
  ],
  [
    'two lengths',
    head(['Content-Length: 5', `Content-Length: ${5 + SMUGGLED.length}`]) + `{"a"}${SMUGGLED}`,
  ],
  ['a length that is not a number', head(['Content-Length: +5']) + `{"a"}${SMUGGLED}`],
  ['a negative length', head(['Content-Length: -1']) + SMUGGLED],
  [
    'an unknown transfer encoding',
    head(['Transfer-Encoding: xchunked']) + `5\r\n{"a"}\r\n0\r\n\r\n${SMUGGLED}`,
  ],
  [
    'chunked twice',
    head(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']) + `0\r\n\r\n${SMUGGLED}`,
  ],
  [
    'a space before the colon',
    head(['Transfer-Encoding : chunked', 'Content-Length: 5']) + `{"a"}${SMUGGLED}`,
  ],
  [
    'a chunk without a size',
    head(['Transfer-Encoding: chunked']) + `zz\r\n{"a"}\r\n0\r\n\r\n${SMUGGLED}`,
  ],
  ['a folded header', head(['X-A: b', ' Transfer-Encoding: chunked']) + SMUGGLED],
  ['a bare line feed', `POST /orders HTTP/1.1\nHost: x\nContent-Length: 0\n\n${SMUGGLED}`],
];
for (const [what, text] of smuggling) {
  test.serial(
    `a request with ${what} is refused, and the bytes after it are not read`,
    async (t) => {
      const received = await wire(text);
      t.deepEqual(statusesIn(received), [400], received);
    },
  );
}

test.serial('headers of more than 16 KiB are refused', async (t) => {
  const received = await wire(head([`X-Large: ${'x'.repeat(20_000)}`, 'Content-Length: 0']));
  t.deepEqual(statusesIn(received), [431]);
});

test.serial('very many headers are refused or ignored', async (t) => {
  const lines = Array.from({ length: 1_200 }, (_, index) => `X-${index}: 1`);
  const received = await wire(head([...lines, 'Content-Length: 0', 'Connection: close']));
  t.true(
    statusesIn(received).every((status) => status >= 400 && status < 500),
    received,
  );
});

test.serial(
  'a body that arrives too slowly is cut off, while other requests are served',
  async (t) => {
    const slow = wire(head([`Content-Length: ${ORDER.length}`]) + ORDER.slice(0, 10), {
      end: false,
    });
    const sku = await shop.product(1);
    t.is((await shop.stock(sku)).onHand, 1);
    t.deepEqual(statusesIn(await slow), [408]);
  },
);

test.serial('headers that never end are cut off', async (t) => {
  const received = await wire('POST /orders HTTP/1.1\r\nHost: x\r\nX-A: ', { end: false });
  t.deepEqual(statusesIn(received), [408]);
});

const texts: [what: string, text: string][] = [
  ['NUL', '\\u0000'],
  ['half a surrogate pair', '\\ud800'],
  ['the other half', 'x\\udc00y'],
];
for (const [what, text] of texts) {
  test.serial(`${what} in a text is refused with a JSON pointer`, async (t) => {
    const named = await post('/products', JSON.stringify(PRODUCT).replace('"x"', `"${text}"`));
    t.is(named.status, 400);
    t.like(named.body, { errors: [{ pointer: '/name' }] });
    const paid = await post('/orders', ORDER.replace('tok_ok', text));
    t.is(paid.status, 400);
    t.like(paid.body, { errors: [{ pointer: '/payment/token' }] });
    const note = { location: 'main', delta: 1, reason: 'found', note: 'N' };
    const adjusted = await post(
      '/stock/HOSTILE/adjustments',
      JSON.stringify(note).replace('"N"', `"${text}"`),
    );
    t.is(adjusted.status, 400);
  });

  test.serial(`${what} as a field name is refused`, async (t) => {
    const order = ORDER.replace('"city"', `"${text}"`);
    t.is((await post('/orders', order)).status, 400);
  });
}

test.serial('an order that is not UTF-8 is refused', async (t) => {
  const bytes = Buffer.from(ORDER.replace('tok_ok', 'tok_XX'), 'latin1');
  bytes.set([0xc3, 0x28], bytes.indexOf('XX'));
  const { status } = await post('/orders', new Uint8Array(bytes));
  t.true(status >= 400 && status < 500, String(status));
});

for (const method of ['TRACE', 'CONNECT', 'OPTIONS', 'PROPFIND', 'BREW']) {
  test.serial(`the method ${method} is refused`, async (t) => {
    const received = await wire(
      `${method} /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    t.true(
      statusesIn(received).every((status) => status >= 400 && status < 500),
      received,
    );
  });
}

test.serial('NUL in a client id or a token request is refused', async (t) => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = 'client_id=%00x&redirect_uri=http%3A%2F%2Fx&email=a&password=b';
  t.is((await post('/oauth/authorize', asked, form)).status, 400);
  const page = await fetch(`${stack.gatewayUrl}/oauth/authorize?${asked}`);
  t.is(page.status, 400);
  await page.text();
  const grant = 'grant_type=client_credentials&client_id=%00x&client_secret=y';
  t.is((await post('/oauth/token', grant, form)).status, 400);
});

test.serial(
  'after all this the gateway and the order app are alive, without memory growth',
  (t) => {
    t.deepEqual(memory.excess(), []);
  },
);
