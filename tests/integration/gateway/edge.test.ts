import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { connectStack } from '@commerce/testing';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { type EchoAnswer, type EchoCall, startEcho, startGateway } from './gateway-app.ts';

const PATIENCE_MS = 10_000;
const SHOP = 'https://shop.example';
const LARGE = JSON.stringify({ text: 'the same again and again '.repeat(200) });

/** More than the gateway reads. */
const MANY_HEADERS = Object.fromEntries(
  Array.from({ length: 110 }, (_, n): [string, string] => [`x-header-${n}`, 'x']),
);

const stack = connectStack();
/** The answers of the app behind the gateway, by path. */
const answers = new Map<string, (call: EchoCall) => EchoAnswer | Promise<EchoAnswer>>();
const sidecar = await startEcho(
  (call) => answers.get(call.path.split('/method')[1] ?? '')?.(call) ?? {},
);
const gateway = await startGateway({
  redisUrl: stack.redisUrl,
  sidecarPort: sidecar.port,
  corsOrigins: [SHOP, 'http://127.0.0.1:3000'],
});
test.before(() => gateway.untilCounting());
test.after.always(() => Promise.all([gateway.stop(), sidecar.stop(), stack.close()]));

const callsOf = (path: string) => sidecar.calls.filter((call) => call.path.endsWith(path));

for (const [what, method, path, status] of [
  ['an answer of an app', 'GET', '/products/PLAIN', 200],
  ['a refusal of the gateway', 'GET', '/me', 401],
  ['an unknown path', 'GET', '/nowhere', 404],
  ['an unsupported method', 'PATCH', '/orders', 405],
  ['the health of the gateway', 'GET', '/healthz', 200],
  ['the description of the API', 'GET', '/openapi.json', 200],
] as const) {
  test(`${what} has the security headers for browsers`, async (t) => {
    const answer = await gateway.send(method, path);
    t.is(answer.status, status);
    t.regex(answer.headers['strict-transport-security'] ?? '', /^max-age=\d{8}/);
    t.is(answer.headers['x-content-type-options'], 'nosniff');
    t.is(answer.headers['referrer-policy'], 'no-referrer');
    t.is(answer.headers['cross-origin-resource-policy'], 'same-origin');
    t.truthy(answer.headers['permissions-policy']);
    t.is(answer.headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'");
    t.is(answer.headers['cache-control'], path === '/openapi.json' ? 'no-cache' : 'no-store');
    t.is(answer.headers['x-powered-by'] ?? answer.headers['server'], undefined);
  });
}

test('every path is served under its version too, and a location keeps the version', async (t) => {
  answers.set('/orders', () => ({ status: 201, headers: { location: '/orders/ord_1' } }));
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'k'.repeat(22) };
  const order = async (path: string) => gateway.send('POST', path, { headers, body: '{}' });
  t.like(await order('/v1/orders'), { status: 201, headers: { location: '/v1/orders/ord_1' } });
  t.like(await order('/orders'), { status: 201, headers: { location: '/orders/ord_1' } });
  t.is((await gateway.send('GET', '/v1/products/VERSIONED')).status, 200);
  t.is(callsOf('/products/VERSIONED').length, 1);
  for (const path of ['/v1', '/v1/', '/v1?x=1', '/v1/openapi.json', '/v1/healthz']) {
    t.is((await gateway.send('GET', path)).status, 200, path);
  }
  for (const path of ['/v2/orders', '/v1/v1/orders', '/v1//orders', '/v11/orders', '/V1/orders']) {
    t.is((await gateway.send('GET', path)).status, 404, path);
  }
  t.is((await gateway.send('GET', '/v1/me')).status, 401);
});

test('the API page has its own content policy, and headers of an app are kept', async (t) => {
  const page = await gateway.send('GET', '/docs');
  t.regex(page.headers['content-security-policy'] ?? '', /script-src 'self'/);
  t.notRegex(page.headers['content-security-policy'] ?? '', /unsafe/);
  answers.set('/products/KEPT', () => ({ headers: { 'cache-control': 'public, max-age=60' } }));
  const kept = await gateway.send('GET', '/products/KEPT');
  t.is(kept.headers['cache-control'], 'public, max-age=60');
});

test('CORS allows reads from a listed origin and from no other', async (t) => {
  const asked = await gateway.send('GET', '/products/X', { headers: { origin: SHOP } });
  t.is(asked.headers['access-control-allow-origin'], SHOP);
  t.regex(asked.headers['access-control-expose-headers'] ?? '', /ETag.*RateLimit/);
  t.regex(asked.headers['vary'] ?? '', /Origin/);
  t.is(asked.headers['access-control-allow-credentials'], undefined);
  for (const origin of [
    'https://evil.example',
    'null',
    `${SHOP}.evil.example`,
    'http://shop.example',
  ]) {
    const { headers, status } = await gateway.send('GET', '/products/X', { headers: { origin } });
    t.is(status, 200);
    t.is(headers['access-control-allow-origin'], undefined, origin);
    t.regex(headers['vary'] ?? '', /Origin/);
  }
});

for (const [what, path, headers, status] of [
  ['a path that is too long', `/products/${'X'.repeat(9_000)}`, {}, 414],
  ['too many headers', '/products/X', MANY_HEADERS, 431],
] as const) {
  test(`a page of a listed origin can read the refusal of ${what}`, async (t) => {
    const answer = await gateway.send('GET', path, { headers: { ...headers, origin: SHOP } });
    t.is(answer.status, status);
    t.is(answer.headers['access-control-allow-origin'], SHOP);
  });
}

test('the gateway answers a preflight of a listed origin and of no other', async (t) => {
  const headers = {
    origin: SHOP,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,idempotency-key',
  };
  const before = sidecar.calls.length;
  const answer = await gateway.send('OPTIONS', '/orders/ord_1/cancellation', { headers });
  t.is(answer.status, 204);
  t.regex(answer.headers['access-control-allow-methods'] ?? '', /POST/);
  t.regex(answer.headers['access-control-allow-headers'] ?? '', /authorization.*idempotency-key/);
  t.is(answer.headers['access-control-allow-origin'], SHOP);
  const other = await gateway.send('OPTIONS', '/orders', {
    headers: { ...headers, origin: 'https://evil.example' },
  });
  t.is(other.status, 405);
  t.is(other.headers['access-control-allow-methods'], undefined);
  t.is(sidecar.calls.length, before);
});

test('a large answer is compressed for clients that accept it, a small one is not', async (t) => {
  answers.set('/products/LARGE', () => ({ body: LARGE }));
  const get = (encoding: string, path = '/products/LARGE') =>
    gateway.send('GET', path, { headers: { 'accept-encoding': encoding } });
  const br = await get('gzip, br');
  t.is(br.headers['content-encoding'], 'br');
  t.is(brotliDecompressSync(br.body).toString(), LARGE);
  const gzip = await get('gzip');
  t.is(gzip.headers['content-encoding'], 'gzip');
  t.is(gunzipSync(gzip.body).toString(), LARGE);
  t.true(gzip.body.length < LARGE.length / 2);
  for (const encoding of ['identity', 'x-unknown', 'br;q=0, gzip;q=0']) {
    const plain = await get(encoding);
    t.is(plain.headers['content-encoding'], undefined, encoding);
    t.is(plain.body.toString(), LARGE);
    t.regex(plain.headers['vary'] ?? '', /Accept-Encoding/);
  }
  t.is((await get('br', '/products/PLAIN')).headers['content-encoding'], undefined);
});

test('answers of identity are never compressed: their length would leak the tokens in them', async (t) => {
  answers.set('/sessions', () => ({ body: LARGE }));
  const headers = { 'accept-encoding': 'br, gzip' };
  const answer = await gateway.send('POST', '/sessions', { headers, body: '{}' });
  t.is(answer.headers['content-encoding'], undefined);
  t.is(answer.body.toString(), LARGE);
});

test('a compressed answer has its own entity tag, which still identifies the version to the app', async (t) => {
  answers.set('/stock/TAGGED', ({ headers }) =>
    headers['if-none-match'] === '"7"'
      ? { status: 304, headers: { etag: '"7"' }, body: '' }
      : { headers: { etag: '"7"', vary: 'Prefer' }, body: LARGE },
  );
  const packed = await gateway.send('GET', '/stock/TAGGED', {
    headers: { 'accept-encoding': 'gzip' },
  });
  t.is(packed.headers['etag'], '"7;gzip"');
  t.regex(packed.headers['vary'] ?? '', /Prefer/);
  const plain = await gateway.send('GET', '/stock/TAGGED');
  t.is(plain.headers['etag'], '"7"');
  for (const tag of ['"7;gzip"', '"7"']) {
    const same = await gateway.send('GET', '/stock/TAGGED', { headers: { 'if-none-match': tag } });
    t.is(same.status, 304, tag);
    t.is(same.body.length, 0);
    t.is(same.headers['etag'], '"7"');
  }
});

test('an Authorization header without a Bearer token is refused where a token is read', async (t) => {
  const chooses = Buffer.from('dapr-app-id:payment').toString('base64');
  for (const authorization of [`Basic ${chooses}`, 'Basic dTpw', 'Digest x', 'Bearer', 'x']) {
    for (const [method, path] of [
      ['GET', '/me'],
      ['GET', '/orders'],
      ['POST', '/orders'],
      ['GET', '/orders/ord_1'],
    ] as const) {
      const sent = { headers: { authorization }, ...(method === 'POST' && { body: '{}' }) };
      const answer = await gateway.send(method, path, sent);
      t.is(answer.status, 401, `${method} ${path} ${authorization}`);
      t.like(JSON.parse(answer.body.toString()), { type: '/problems/invalid-token' });
      t.regex(answer.headers['www-authenticate'] ?? '', /^Bearer/);
    }
  }
});

test('where no token is read, the Authorization header is not forwarded, except to the token endpoint', async (t) => {
  const chooses = Buffer.from('dapr-app-id:payment').toString('base64');
  const basic = `Basic ${Buffer.from('importer:secret').toString('base64')}`;
  for (const authorization of [`Basic ${chooses}`, basic, 'Bearer x']) {
    t.is((await gateway.send('GET', '/products/OPEN', { headers: { authorization } })).status, 200);
  }
  t.is(callsOf('/products/OPEN').length, 3);
  for (const { headers } of callsOf('/products/OPEN')) t.is(headers['authorization'], undefined);

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'grant_type=client_credentials';
  const ask = (authorization: string) =>
    gateway.send('POST', '/oauth/token', { headers: { ...form, authorization }, body });
  t.is((await ask(basic)).status, 200);
  t.is(callsOf('/oauth/token').at(-1)?.headers['authorization'], basic);
  const before = callsOf('/oauth/token').length;
  for (const name of ['dapr-app-id', 'DAPR-APP-ID']) {
    const stolen = Buffer.from(`${name}:payment`).toString('base64');
    for (const authorization of [`Basic ${stolen}`, `basic  ${stolen}`, `BASIC ${stolen}==`]) {
      t.is((await ask(authorization)).status, 400, authorization);
    }
  }
  t.is(callsOf('/oauth/token').length, before);
});

test('only the gateway tells an app how long its client waits', async (t) => {
  await gateway.send('GET', '/products/TIMED', { headers: { 'request-timeout-ms': '1' } });
  const [call] = callsOf('/products/TIMED');
  const left = Number(call?.headers['request-timeout-ms']);
  t.true(left > 1_000 && left <= 20_000, String(left));
});

test('when the client disconnects, the call to the app ends and does not count as a failure of the app', async (t) => {
  let ended = 0;
  answers.set('/products/SLOW', async ({ gone }) => {
    await gone;
    ended += 1;
    return {};
  });
  // More than it takes to open the circuit breaker of a failing app.
  for (let n = 1; n <= 25; n++) {
    const socket = connect({ host: '127.0.0.1', port: gateway.port });
    await once(socket, 'connect');
    socket.write('GET /products/SLOW HTTP/1.1\r\nHost: x\r\n\r\n');
    const patience = { timeoutMs: PATIENCE_MS };
    await waitUntil(() => callsOf('/products/SLOW').length === n, {
      ...patience,
      what: 'the call',
    });
    socket.destroy();
    await waitUntil(() => ended === n, { ...patience, what: 'the end of the call' });
  }
  t.is((await gateway.send('GET', '/products/AFTER')).status, 200);
});
