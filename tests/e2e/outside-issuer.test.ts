import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentProgress, startStack, wipeDirectory } from '@commerce/local-stack';
import { jsonClient, type JsonAnswer } from '@commerce/testing/json-client';
import {
  OIDC_AUDIENCE,
  signingKey,
  signingKeys,
  startOidcIssuer,
} from '@commerce/testing/oidc-issuer';
import { orderOf } from '@commerce/testing/shop';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import type { JWK } from 'jose';

// A whole platform whose users and service clients come from a real OpenID Connect issuer: the
// library oidc-provider in its own process. Serial: the tests rotate its keys and end it.
const LIMIT_MS = 30_000;
const oidc = await startOidcIssuer();
const dataDir = mkdtempSync(join(tmpdir(), 'outside-issuer-'));
const stack = await startStack({
  dataDir,
  ports: 'free',
  isolated: true,
  progress: silentProgress,
  appEnv: {
    OIDC_ISSUER: oidc.issuer,
    OIDC_AUDIENCE,
    OIDC_ROLES_CLAIM: 'realm_access.roles',
    OIDC_ROLE_MAP: 'team-admins=admin,depot=warehouse',
  },
});
const gateway = jsonClient(stack.gatewayUrl);
const appClient = (name: string) => {
  const client = jsonClient(`http://127.0.0.1:${stack.app(name).app}`);
  return (method: string, path: string, token: string) =>
    client(method, path, {
      headers: { ...bearer(token), 'dapr-api-token': stack.appApiToken },
    });
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const as = (token: string, more: Record<string, string> = {}) => ({
  headers: { ...bearer(token), ...more },
});
const key = () => ({ 'idempotency-key': randomBytes(12).toString('hex') });
const [ada, bob] = [await oidc.userToken('ada'), await oidc.userToken('bob')];
const admin = await oidc.userToken('grace+team-admins');
const sku = 'MUG-1';

test.after.always('everything is stopped and deleted', async () => {
  await stack.stop();
  await oidc.stop();
  await wipeDirectory(dataDir, silentProgress);
  rmSync(dataDir, { recursive: true, force: true });
});

async function place(token: string): Promise<JsonAnswer> {
  return gateway('POST', '/orders', { body: orderOf({ [sku]: 1 }), ...as(token, key()) });
}

async function orderIdOf(token: string): Promise<string> {
  const { status, body } = await place(token);
  if (status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`);
  return String(body['id']);
}

test.serial('a service client of the issuer fills the shop', async (t) => {
  const service = as(await oidc.clientToken('catalog stock', { alg: 'ES256' }));
  const product = { sku, name: 'Blue mug', price: { amountMinor: 850, currency: 'GBP' } };
  t.is((await gateway('POST', '/products', { ...service, body: product })).status, 201);
  const body = { location: 'main', quantity: 1_000 };
  const headers = { ...service.headers, ...key() };
  t.is((await gateway('POST', `/stock/${sku}/receipts`, { headers, body })).status, 201);
  const orders = as(await oidc.clientToken('orders'));
  t.is((await gateway('POST', `/stock/${sku}/receipts`, { ...orders, body })).status, 403);
});

test.serial('a user of the issuer orders, and sees the own orders only', async (t) => {
  const { status, body } = await place(ada);
  t.is(status, 201, JSON.stringify(body));
  t.is(body['status'], 'confirmed');
  t.regex(String(body['customerId']), /^cus_[0-9a-f]{32}$/);
  const path = `/orders/${String(body['id'])}`;
  t.is((await gateway('GET', path, as(await oidc.userToken('ada')))).status, 200);
  t.is((await gateway('GET', path, as(bob))).status, 404);
  t.is((await gateway('GET', path)).status, 404);
  t.is((await gateway('GET', path, as(admin))).status, 200);
  t.is((await gateway('GET', path, as(await oidc.clientToken('orders')))).status, 200);
  t.is((await gateway('GET', '/audit', as(ada))).status, 403);
});

test.serial('what staff of the issuer does is in the audit log under the derived id', async (t) => {
  const depot = await oidc.userToken('dora+depot');
  const path = `/orders/${await orderIdOf(ada)}/shipments`;
  t.is((await gateway('POST', path, { ...as(depot, key()), body: {} })).status, 201);
  const { status, body } = await gateway('GET', `/audit?about=${path}`, as(admin));
  t.is(status, 200);
  const entries = body['items'] as { actor: string; outcome: string }[];
  t.deepEqual(entries.map(({ outcome }) => outcome).toSorted(), ['asked', 'done']);
  t.regex(entries[0]?.actor ?? '', /^cus_[0-9a-f]{32}$/);
});

test.serial('tokens that are not right are refused at the gateway and at the app', async (t) => {
  const order = appClient('order');
  const now = Math.floor(Date.now() / 1000);
  const rsa = oidc.keys().find(({ alg }) => alg === 'RS256') as JWK;
  const strange = await signingKey('RS256');
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const [, payload = ''] = (await oidc.sign({})).split('.');
  const headed = (alg: string) => `${encoded({ alg, typ: 'at+jwt', kid: rsa.kid })}.${payload}`;
  const pem = createPublicKey({ key: rsa as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const mac = createHmac('sha256', pem).update(headed('HS256')).digest('base64url');
  const wrong = {
    'another audience': await oidc.clientToken('orders', { resource: 'https://other.example' }),
    'another issuer': await oidc.sign({ iss: 'https://other.example' }),
    expired: await oidc.sign({ iat: now - 700, exp: now - 31 }),
    'no algorithm': `${headed('none')}.`,
    'the public key as a secret': `${headed('HS256')}.${mac}`,
    'an unknown key': await oidc.sign({}, { kid: strange.kid }),
  };
  for (const [what, token] of Object.entries(wrong)) {
    const answers = [
      await gateway('GET', '/orders', as(token)),
      await order('GET', '/orders', token),
    ];
    for (const answer of answers) {
      t.like(answer, { status: 401, body: { type: '/problems/invalid-token' } }, what);
      t.is(answer.headers.get('www-authenticate'), 'Bearer error="invalid_token"');
    }
  }
  t.is((await order('GET', '/orders', ada)).status, 200);
});

test.serial('accounts and tokens of the own identity app are out of use', async (t) => {
  const body = { email: 'admin@demo.example', password: 'whatever it is' };
  for (const [method, path] of [
    ['POST', '/sessions'],
    ['GET', '/.well-known/openid-configuration'],
  ] as const) {
    const answer = await gateway(method, path, method === 'POST' ? { body } : {});
    t.like(answer, { status: 404, body: { type: '/problems/not-found' } }, path);
    t.true(String(answer.body['detail']).includes(oidc.issuer));
  }
  t.is((await gateway('GET', '/me', as(ada))).status, 404);
  const { id, secret } = stack.serviceClients.importer;
  const granted = await fetch(`${stack.gatewayUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_secret: secret,
    }),
  });
  const { access_token: own } = (await granted.json()) as { access_token: string };
  t.is((await gateway('GET', '/orders', as(own))).status, 401);
  // The issuer must not be able to make a client that reads the keys of personal data.
  const keys = await oidc.clientToken('data-keys');
  t.is((await appClient('identity')('GET', '/internal/data-keys/cus_1', keys)).status, 403);
});

test.serial('keys rotate under load, and no request is refused', async (t) => {
  let isOver = false;
  const statuses = new Map<number, number>();
  const client = async () => {
    while (!isOver) {
      const { status } = await gateway('GET', '/orders', as(await oidc.clientToken('orders')));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const clients = [client(), client()];
  const seen = () => statuses.get(200) ?? 0;
  for (const _ of ['first', 'second', 'third']) {
    const before = seen();
    await oidc.rotate([...(await signingKeys()), ...oidc.keys()]);
    await waitUntil(() => seen() > before + 10, { timeoutMs: LIMIT_MS, what: 'ten more answers' });
  }
  isOver = true;
  await Promise.all(clients);
  t.deepEqual([...statuses.keys()], [200], JSON.stringify([...statuses]));
  t.log(`${seen()} requests with tokens of four sets of keys`);
});

test.serial('an erased user can order no more, and the orders stay readable', async (t) => {
  const eve = await oidc.userToken('eve');
  const { body } = await place(eve);
  const customerId = String(body['customerId']);
  const path = `/accounts/${customerId}/erasure`;
  t.is((await gateway('POST', path, as(ada))).status, 403);
  for (const _ of ['first', 'repeat']) t.is((await gateway('POST', path, as(admin))).status, 204);
  const unknown = `/accounts/cus_${randomBytes(16).toString('hex')}/erasure`;
  t.is((await gateway('POST', unknown, as(admin))).status, 404);
  await restarted('order');
  t.like(await place(eve), { status: 410, body: { type: '/problems/customer-erased' } });
  t.is((await gateway('GET', `/orders/${String(body['id'])}`, as(admin))).status, 200);
  t.is((await place(ada)).status, 201);
});

/** Kills an app, and waits until it is ready again. */
async function restarted(name: string): Promise<void> {
  const found = stack.processes.find((one) => one.name === name);
  const pid = found?.pid;
  stack.kill(name, 'SIGKILL');
  const ready = `http://127.0.0.1:${stack.app(name).app}/readyz`;
  await waitUntil(
    async () =>
      found?.pid !== undefined &&
      found.pid !== pid &&
      (await fetch(ready).then(
        ({ ok }) => ok,
        () => false,
      )),
    { timeoutMs: LIMIT_MS, what: `${name} runs again` },
  );
}

test.serial(
  'while the issuer is away known keys are valid, and its outage is no 401',
  async (t) => {
    const unknown = await oidc.sign({}, { kid: (await signingKey('RS256')).kid });
    t.is((await gateway('GET', '/orders', as(ada))).status, 200);
    await oidc.stop();
    t.is((await gateway('GET', '/orders', as(ada))).status, 200);
    t.is((await gateway('GET', '/orders', as(await oidc.sign({})))).status, 200);
    t.is((await place(ada)).status, 201);
    const unavailable = { status: 503, body: { type: '/problems/unavailable' } };
    t.like(await gateway('GET', '/orders', as(unknown)), unavailable);
    await restarted('gateway');
    t.like(await gateway('GET', '/orders', as(ada)), unavailable);
    t.is((await gateway('GET', `/products/${sku}`)).status, 200, 'no token is needed for it');
    await oidc.start();
    await waitUntil(async () => (await gateway('GET', '/orders', as(ada))).status === 200, {
      timeoutMs: LIMIT_MS,
      what: 'the keys are read',
    });
    t.is((await gateway('GET', '/orders', as(unknown))).status, 401);
  },
);
