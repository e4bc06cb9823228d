import { randomBytes } from 'node:crypto';
import test from 'ava';
import { loadSecrets, secretOf } from '@commerce/local-stack';
import { decrypt, encrypt } from 'dapr-actor-runtime/personal-data';
import { jsonClient } from '@commerce/testing/json-client';
import { identityUnderTest } from './identity-app.ts';

const { app, stack } = await identityUnderTest();

const keyOf = (subject: string, token: string) =>
  app.call('GET', `/internal/data-keys/${subject}`, { token });

test('a client with the scope gets the same key each time, until the customer is erased', async (t) => {
  const { customerId, password, tokens } = await app.newPerson();
  const token = await app.clientToken('order');
  const [first, again] = [await keyOf(customerId, token), await keyOf(customerId, token)];
  t.is(first.status, 200);
  t.deepEqual(first.body, again.body);
  const { keyId, key } = first.body as { keyId: string; key: string };
  const dataKey = { id: keyId, bytes: Buffer.from(key, 'base64') };
  t.is(dataKey.bytes.length, 32);
  t.is(
    decrypt(dataKey, encrypt(dataKey, '1 High Street', 'order/1'), 'order/1').toString(),
    '1 High Street',
  );
  const body = { password };
  await app.call('DELETE', '/me', { token: tokens.accessToken, body });
  t.like(await keyOf(customerId, token), {
    status: 410,
    body: { type: '/problems/customer-erased' },
  });
});

test('a buyer without an account gets a key, but an unknown account does not', async (t) => {
  const token = await app.clientToken('order');
  const guest = `ord_${randomBytes(16).toString('hex')}`;
  const first = await keyOf(guest, token);
  t.is(first.status, 200);
  t.deepEqual((await keyOf(guest, token)).body, first.body);
  t.is((await keyOf(`cus_${randomBytes(16).toString('hex')}`, token)).status, 404);
  t.is((await keyOf('a%20b', token)).status, 400);
});

test('no one else gets a key: no person, no admin, no client without the scope', async (t) => {
  const person = await app.newPerson();
  const { accessToken: admin } = await app.promote(person, 'admin');
  const loader = await app.clientToken('loader');
  for (const token of [person.tokens.accessToken, admin, loader]) {
    t.is((await keyOf(person.customerId, token)).status, 403);
  }
  t.is((await app.call('GET', `/internal/data-keys/${person.customerId}`)).status, 401);
});

test('apps get keys by service invocation, but not through the gateway', async (t) => {
  const orderClientSecret = secretOf(loadSecrets(stack.dataDir), 'ORDER_CLIENT_SECRET');
  const answer = await fetch(`${stack.gatewayUrl}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`order:${orderClientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=data-keys',
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const path = '/internal/data-keys/guest-1';
  const headers = { authorization: `Bearer ${token}` };
  const fromSidecar = await fetch(
    `${stack.app('order').daprHttpUrl}/v1.0/invoke/identity/method${path}`,
    { headers: { ...headers, 'dapr-api-token': stack.daprApiToken } },
  );
  t.is(fromSidecar.status, 200);
  t.is(Buffer.from(((await fromSidecar.json()) as { key: string }).key, 'base64').length, 32);
  const gateway = jsonClient(stack.gatewayUrl);
  for (const inner of [
    path,
    '/internal/revocations',
    '/internal/signing-keys',
    '/internal/audit-check',
  ]) {
    t.is((await gateway('GET', inner, { headers })).status, 404, inner);
  }
  for (const detour of [
    '/me/../internal/revocations',
    '/me/%2e%2e/internal/revocations',
    '/sessions/..%2finternal',
  ]) {
    const { status, body } = await gateway('DELETE', detour, { headers });
    t.true(status >= 400 && status < 500, detour);
    t.is(body['key'], undefined);
  }
});

test('operations for commands are refused by service invocation', async (t) => {
  const path = '/internal/signing-keys';
  const url = `${stack.app('order').daprHttpUrl}/v1.0/invoke/identity/method${path}`;
  for (const method of ['GET', 'POST']) {
    const { status } = await fetch(url, {
      method,
      headers: { 'dapr-api-token': stack.daprApiToken },
    });
    t.is(status, 403, 'the sidecar allows no caller');
    const headers = { 'dapr-caller-app-id': 'order' };
    t.is((await app.call(method, path, { headers })).status, 404, 'the app refuses it as well');
  }
});
