import { openPersonalData } from '@commerce/order/personal/personal-data';
import { dataKeyReader } from '@commerce/order/clients/identity';
import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import test from 'ava';
import { identityUnderTest, ORDER_SECRET } from '../identity/identity-app.ts';

// The order app's keys of customers, from a real identity app. Only the sidecars between the two are
// missing.
const { app, stack } = await identityUnderTest();
const MINUTE_MS = 60_000;
const person = { shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' };

/** Calls the identity app as the sidecar would, and records the calls. */
function callsToIdentity() {
  const calls: string[] = [];
  const invoke: Sidecar['invoke'] = async (_, { method, path, headers, body }) => {
    calls.push(`${method} ${path.split('/').slice(0, 3).join('/')}`);
    const answer = await fetch(app.url + path, {
      method,
      headers: { ...headers, 'dapr-api-token': app.appToken },
      ...(body === undefined ? {} : { body: body as string }),
    });
    return { status: answer.status, headers: {}, text: await answer.text() };
  };
  return { calls, sidecar: { invoke } };
}

const TOKEN = 'POST /oauth/token';
const KEY = 'GET /internal/data-keys';
const openWith = (sidecar: Pick<Sidecar, 'invoke'>) =>
  openPersonalData({
    ...{ rootSecret: 'm'.repeat(48), clientSecret: ORDER_SECRET, sidecar },
    database: stack.database('order'), // not used: it has the keys of orders without an account
  });

test('the personal data of a customer can be decrypted until the account is erased', async (t) => {
  const { customerId, password, tokens } = await app.newPerson();
  const owner = { orderId: 'ord_1', customerId };
  const { calls, sidecar } = callsToIdentity();
  const personal = openWith(sidecar);
  const encrypted = await personal.encrypt(owner, person);
  t.notRegex(encrypted, /High|tok_ok/);
  const note = (await personal.encryptNote(owner, 'too small')) ?? '';
  t.deepEqual(await personal.decrypt(owner, encrypted), person);
  t.is(await personal.decryptNote(owner, note), 'too small');
  t.deepEqual(await openWith(sidecar).decrypt(owner, encrypted), person, 'another replica');
  t.deepEqual(calls, [TOKEN, KEY, TOKEN, KEY], 'one request each');
  const body = { password };
  const erased = await app.call('DELETE', '/me', { token: tokens.accessToken, body });
  t.is(erased.status, 204);
  const later = openWith(sidecar);
  t.is(await later.decrypt(owner, encrypted), 'erased');
  await t.throwsAsync(later.encrypt(owner, person), { message: /was erased/ });
  t.is(await later.decryptNote(owner, note), undefined);
  t.is(await later.encryptNote(owner, 'too small'), undefined, 'no more is stored');
});

test('an account that never existed gets no order', async (t) => {
  const owner = { orderId: 'ord_1', customerId: 'cus_nobody' };
  const personal = openWith(callsToIdentity().sidecar);
  await t.throwsAsync(personal.encrypt(owner, person), { message: /no such customer/ });
});

test('an access token is used until shortly before it expires', async (t) => {
  const people = [await app.newPerson(), await app.newPerson(), await app.newPerson()];
  const [one, two, three] = people.map(({ customerId }) => customerId) as [string, string, string];
  const { calls, sidecar } = callsToIdentity();
  let offsetMs = 0;
  const read = dataKeyReader({
    ...{ sidecar, clientSecret: ORDER_SECRET },
    now: () => Date.now() + offsetMs,
  });
  await Promise.all([read(one), read(two)]);
  t.deepEqual(calls.splice(0), [TOKEN, KEY, KEY], 'concurrent requests share one token');
  offsetMs = 8 * MINUTE_MS;
  await read(three);
  t.deepEqual(calls.splice(0), [KEY]);
  offsetMs = 10 * MINUTE_MS;
  await read(one);
  t.deepEqual(calls.splice(0), [TOKEN, KEY]);
});

test('a refused token is replaced, once', async (t) => {
  const { customerId } = await app.newPerson();
  const { calls, sidecar } = callsToIdentity();
  let damage = (token: string) => `${token}x`;
  const read = dataKeyReader({
    clientSecret: ORDER_SECRET,
    sidecar: {
      async invoke(to, call) {
        const answer = await sidecar.invoke(to, call);
        if (call.path !== '/oauth/token') return answer;
        const { access_token: token, ...rest } = JSON.parse(answer.text) as {
          access_token: string;
        };
        return { ...answer, text: JSON.stringify({ ...rest, access_token: damage(token) }) };
      },
    },
  });
  await t.throwsAsync(read(customerId), { message: /answered a data key with 401/ });
  t.deepEqual(calls.splice(0), [TOKEN, KEY, TOKEN, KEY]);
  damage = (token) => token;
  t.is(typeof (await read(customerId)), 'object');
});

test('a wrong client secret gets no key', async (t) => {
  const read = dataKeyReader({ sidecar: callsToIdentity().sidecar, clientSecret: 'wrong' });
  await t.throwsAsync(read('cus_1'), { message: /answered POST \/oauth\/token with 4/ });
});
