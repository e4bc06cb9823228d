import { randomInt, randomUUID } from 'node:crypto';
import { connectStack } from '@commerce/testing';
import test, { type ExecutionContext } from 'ava';
import { proxyList } from '@commerce/gateway/edge/caller-address';
import { NO_LIMITS, startEcho, startGateway, type WireAnswer } from './gateway-app.ts';

const WINDOW_MS = 60_000;
const LIMITS = {
  'sign-in': { address: 5 },
  webhook: { address: 8 },
  write: { address: 4, user: 6, client: 200 },
  read: { address: 10, user: 12, client: 400 },
};
/** More than any limit here. */
const MANY = 1_000;

const stack = connectStack();
const sidecar = await startEcho(() => ({}));
const settings = { redisUrl: stack.redisUrl, sidecarPort: sidecar.port };
const gateway = await startGateway({ ...settings, limits: LIMITS });
const second = await startGateway({ ...settings, limits: LIMITS });
const PROXY = '127.0.0.1';
const trustedProxies = proxyList(PROXY);
const behindProxy = await startGateway({ ...settings, limits: LIMITS, trustedProxies });
test.before(() => Promise.all([gateway, second, behindProxy].map((one) => one.untilCounting())));
test.after.always(async () => {
  const started = [gateway, second, behindProxy, sidecar];
  await Promise.all([...started.map((one) => one.stop()), stack.close()]);
});

/** An unused address: loopback is a whole network. */
const newAddress = () => `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
const newPerson = () => gateway.bearer({ sub: `cus_${randomUUID()}` });
const newClient = () =>
  gateway.bearer({
    sub: `client-${randomUUID()}`,
    kind: 'client',
    sid: undefined,
    roles: [],
    scope: 'orders',
  });

/**
 * Sends requests until one is refused by the rate limit; returns the accepted ones and the refusal.
 */
async function spend(
  t: ExecutionContext,
  limit: number,
  send: (n: number) => Promise<WireAnswer>,
): Promise<WireAnswer> {
  const began = Date.now();
  for (let allowed = 0; allowed < MANY; allowed++) {
    const answer = await send(allowed);
    if (answer.status !== 429) continue;
    const cameBack = Math.ceil(((Date.now() - began) * limit) / WINDOW_MS);
    t.true(allowed >= limit && allowed <= limit + cameBack, `${allowed} of ${limit} got through`);
    return answer;
  }
  return t.fail(`nothing was refused`) as never;
}

test('every answer has the remaining quota, and a refusal says when to retry', async (t) => {
  const from = newAddress();
  const first = await gateway.send('GET', '/products/X', { from });
  t.is(first.status, 200);
  t.is(first.headers['ratelimit-policy'], '"read";q=10;w=60');
  t.regex(first.headers['ratelimit'] ?? '', /^"read";r=9;t=\d+$/);
  const refused = await spend(t, 9, () => gateway.send('GET', '/products/X', { from }));
  t.is(refused.headers['content-type'], 'application/problem+json');
  t.like(JSON.parse(refused.body.toString()), { type: '/problems/rate-limited', status: 429 });
  const wait = Number(refused.headers['retry-after']);
  t.true(wait >= 1 && wait <= 6, `${wait} s for the next of ten a minute`);
  t.is(refused.headers['ratelimit'], `"read";r=0;t=${wait}`);
});

test('an address has its own limit for each class of requests', async (t) => {
  const from = newAddress();
  await spend(t, 4, () => gateway.send('POST', '/orders', { from, body: '{}' }));
  t.is((await gateway.send('GET', '/products/X', { from })).status, 200);
  await spend(t, 5, () => gateway.send('POST', '/sessions', { from, body: '{}' }));
  await spend(t, 8, () => gateway.send('POST', '/webhooks/payment-provider', { from, body: '{}' }));
  t.is((await gateway.send('POST', '/orders', { from: newAddress(), body: '{}' })).status, 200);
});

test('two gateways share their counts', async (t) => {
  const from = newAddress();
  await spend(t, 5, (n) =>
    (n % 2 === 0 ? gateway : second).send('POST', '/sessions', { from, body: '{}' }),
  );
});

test('concurrent requests do not exceed a limit', async (t) => {
  const from = newAddress();
  const began = Date.now();
  const all = Array.from({ length: 60 }, (_, n) =>
    (n % 2 === 0 ? gateway : second).send('POST', '/sessions/refresh', { from, body: '{}' }),
  );
  const allowed = (await Promise.all(all)).filter(({ status }) => status === 200).length;
  const cameBack = Math.ceil(((Date.now() - began) * 5) / WINDOW_MS);
  t.true(allowed >= 5 && allowed <= 5 + cameBack, `${allowed} got through`);
});

for (const name of [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'client-address',
  'true-client-ip',
]) {
  test(`another address in the header ${name} has no effect`, async (t) => {
    const from = newAddress();
    await spend(t, 5, (n) =>
      gateway.send('POST', '/sessions', {
        from,
        body: '{}',
        headers: { [name]: name === 'forwarded' ? `for=10.0.0.${n}` : `10.0.0.${n}` },
      }),
    );
  });
}

/** A request as the gateway gets it from a proxy, which appends the address that it sees. */
function throughProxy(client: string, claimed?: string): Promise<WireAnswer> {
  const header = claimed === undefined ? client : `${claimed}, ${client}`;
  return behindProxy.send('POST', '/sessions', {
    from: PROXY,
    body: '{}',
    headers: { 'x-forwarded-for': header },
  });
}

test('two callers behind a trusted proxy have separate limits', async (t) => {
  const [one, other] = [newAddress(), newAddress()];
  await spend(t, 5, () => throughProxy(one));
  t.is((await throughProxy(other)).status, 200);
  const told = sidecar.calls.map(({ headers }) => headers['client-address']);
  t.true(told.includes(one) && told.includes(other), 'identity gets the same addresses');
});

test('a caller that claims other addresses through a trusted proxy is still counted as one', async (t) => {
  const client = newAddress();
  await spend(t, 5, (n) => throughProxy(client, n % 2 === 0 ? newAddress() : 'unknown'));
});

test('an untrusted proxy cannot set the address of a caller', async (t) => {
  const from = newAddress();
  await spend(t, 5, () =>
    behindProxy.send('POST', '/sessions', {
      from,
      body: '{}',
      headers: { 'x-forwarded-for': newAddress() },
    }),
  );
});

test('a person has one limit across all addresses', async (t) => {
  const person = newPerson();
  const refused = await spend(t, 6, () =>
    gateway.send('POST', '/orders', { from: newAddress(), headers: person, body: '{}' }),
  );
  t.is(refused.headers['ratelimit-policy'], '"write";q=6;w=60');
  const from = newAddress();
  for (let n = 0; n < 5; n++) {
    const sent = { from, headers: newPerson(), body: '{}' };
    t.is((await gateway.send('POST', '/orders', sent)).status, 200, 'five people at one address');
  }
});

test('a service client has the limit of service clients', async (t) => {
  const client = newClient();
  const sent = { from: newAddress(), headers: client, body: '{}' };
  for (let n = 0; n < 50; n++) t.is((await gateway.send('POST', '/orders', sent)).status, 200);
  const { headers } = await gateway.send('POST', '/orders', sent);
  t.is(headers['ratelimit-policy'], '"write";q=200;w=60');
});

test('rejected tokens do not bypass the limit of the address', async (t) => {
  const from = newAddress();
  const refused = await spend(t, 4, (n) =>
    gateway.send('POST', '/orders', {
      from,
      headers: { authorization: `Bearer ${n}` },
      body: '{}',
    }),
  );
  t.is(refused.headers['www-authenticate'], undefined);
});

test('a token does not raise the limit of sign-ins, where tokens are not read', async (t) => {
  const from = newAddress();
  await spend(t, 5, () =>
    gateway.send('POST', '/sessions', { from, headers: newPerson(), body: '{}' }),
  );
});

test('requests to unknown paths are counted too', async (t) => {
  const from = newAddress();
  const [unknown, wrong] = [newAddress(), newAddress()];
  await spend(t, 10, () => gateway.send('GET', '/nowhere', { from }));
  await spend(t, 10, () =>
    gateway.send('GET', '/nowhere', { from: unknown, headers: { authorization: 'x' } }),
  );
  await spend(t, 4, () => gateway.send('PATCH', '/orders', { from: wrong }));
});

test('a refused request calls no app', async (t) => {
  const from = newAddress();
  const path = `/products/${randomUUID()}`;
  await spend(t, 10, () => gateway.send('GET', path, { from }));
  const calls = () => sidecar.calls.filter((call) => call.path.endsWith(path)).length;
  const before = calls();
  for (let n = 0; n < 5; n++) await gateway.send('GET', path, { from });
  t.true(calls() - before <= 1);
});

test('while Redis is unavailable sign-ins are refused, and everything else works', async (t) => {
  // Nothing listens on this port, so every command fails at once.
  const withoutRedis = await startGateway({
    ...settings,
    limits: NO_LIMITS,
    redisUrl: 'redis://127.0.0.1:1',
  });
  t.teardown(withoutRedis.stop);
  const refused = await withoutRedis.send('POST', '/sessions', { body: '{}' });
  t.is(refused.status, 503);
  t.like(JSON.parse(refused.body.toString()), { type: '/problems/unavailable' });
  t.is(refused.headers['retry-after'], '2');
  t.is((await withoutRedis.send('POST', '/oauth/token', { body: '{}' })).status, 503);
  t.is((await withoutRedis.send('GET', '/products/X')).status, 200);
  t.is((await withoutRedis.send('POST', '/orders', { body: '{}' })).status, 200);
  t.is((await withoutRedis.send('POST', '/webhooks/payment-provider', { body: '{}' })).status, 200);
  const order = await withoutRedis.send('POST', '/orders', {
    headers: withoutRedis.bearer(),
    body: '{}',
  });
  t.is(order.status, 200);
  t.is(order.headers['ratelimit'], undefined, 'nothing was counted');
});

/** The address that identity is told for a sign-in with these headers. */
async function toldAddress(headers: Record<string, string>) {
  const from = newAddress();
  const before = sidecar.calls.length;
  const answer = await gateway.send('POST', '/sessions', { from, headers, body: '{}' });
  const told = sidecar.calls.slice(before).map((call) => call.headers['client-address']);
  return { from, answer, told };
}

test('shoppers behind the server of a shop do not share its limit', async (t) => {
  const shop = newClient();
  const from = newAddress();
  const signIn = (shopper: string) =>
    gateway.send('POST', '/sessions', {
      ...{ from, body: '{}' },
      headers: { ...shop, 'shopper-address': shopper },
    });
  const [first, other] = ['203.0.113.7', '2001:db8:1:2::9'];
  await spend(t, LIMITS['sign-in'].address, () => signIn(first));
  t.is((await signIn(other)).status, 200, 'another shopper');
  t.is((await gateway.send('POST', '/sessions', { from, body: '{}' })).status, 200, 'the shop');
  const { told } = await toldAddress({ ...shop, 'shopper-address': other });
  t.deepEqual(told, ['2001:db8:1:2::/64'], 'identity counts the shopper');
});

test('nobody else chooses the address that limits count', async (t) => {
  const other = { kind: 'client', sub: 'stock-1', sid: undefined, roles: [], scope: 'stock' };
  for (const [who, headers, status] of [
    ['a guest', {}, 401],
    ['a customer', newPerson(), 403],
    ['a client with another scope', gateway.bearer(other), 403],
    ['a token of another issuer', { authorization: 'Bearer a.b.c' }, 401],
  ] as const) {
    const { answer, told } = await toldAddress({ ...headers, 'shopper-address': '203.0.113.8' });
    t.is(answer.status, status, who);
    t.deepEqual(told, [], who);
  }
  const { answer } = await toldAddress({ ...newClient(), 'shopper-address': 'somewhere' });
  t.is(answer.status, 400);
});

test('a refused Shopper-Address counts for the address that it came from', async (t) => {
  const from = newAddress();
  const headers = { ...newPerson(), 'shopper-address': '203.0.113.9' };
  const refusal = await spend(t, LIMITS['sign-in'].address, () =>
    gateway.send('POST', '/sessions', { from, headers, body: '{}' }),
  );
  t.is(refusal.status, 429);
});
