import { randomBytes } from 'node:crypto';
import { OUTSIDE_USERS } from '@commerce/contracts/identity/access';
import { sessionVerifier } from '@commerce/identity/tokens/session-verifier';
import { loadSeed } from '@commerce/identity/use-cases/load-seed';
import { signIn } from '@commerce/identity/use-cases/sign-in';
import { silentLog } from '@commerce/testing/app-under-test';
import { OIDC_AUDIENCE, startOidcIssuer } from '@commerce/testing/oidc-issuer';
import test from 'ava';
import { openOutsideVerifier } from 'dapr-actor-runtime/access';
import { identityUnderTest } from './identity-app.ts';

// What identity does when users and service clients sign in at another issuer: keys of personal data
// and the audit log, and nothing with accounts.
const oidc = await startOidcIssuer();
const outside = openOutsideVerifier(
  {
    ...OUTSIDE_USERS,
    issuer: oidc.issuer,
    audience: OIDC_AUDIENCE,
    rolesClaim: 'realm_access.roles',
    roleMap: undefined,
  },
  { log: silentLog },
);
const { app } = await identityUnderTest({ outsideIssuer: oidc.issuer }, outside);
test.after.always(() => oidc.stop());

const anyone = () => `cus_${randomBytes(16).toString('hex')}`;
const keyOf = (subject: string, token: string) =>
  app.call('GET', `/internal/data-keys/${subject}`, { token });

test('the order app reads the key of any user of the issuer with a token of identity', async (t) => {
  const token = await app.clientToken('order');
  const customerId = anyone();
  const first = await keyOf(customerId, token);
  t.is(first.status, 200);
  t.deepEqual((await keyOf(customerId, token)).body, first.body);
  t.notDeepEqual((await keyOf(anyone(), token)).body, first.body);
});

test('no token of the issuer reads a key, whatever its scope is', async (t) => {
  for (const scope of ['data-keys', 'orders data-keys']) {
    t.is((await keyOf(anyone(), await oidc.clientToken(scope))).status, 403);
  }
  t.is((await keyOf(anyone(), await oidc.userToken('eve+admin+data-keys'))).status, 403);
});

test('an admin of the issuer erases one of its users, and no one else does', async (t) => {
  const order = await app.clientToken('order');
  const customerId = anyone();
  const path = `/accounts/${customerId}/erasure`;
  const token = await oidc.userToken('grace+admin');
  t.is((await app.call('POST', path, { token })).status, 404, 'nothing was encrypted for them');
  await keyOf(customerId, order);
  for (const other of [await oidc.userToken('ada'), await oidc.clientToken('orders'), order]) {
    t.is((await app.call('POST', path, { token: other })).status, 403);
  }
  for (const _ of ['first', 'repeat']) t.is((await app.call('POST', path, { token })).status, 204);
  t.like(await keyOf(customerId, order), {
    status: 410,
    body: { type: '/problems/customer-erased' },
  });
  const audit = await app.call('GET', `/audit?about=${customerId}`, { token });
  const entries = audit.body['items'] as { action: string }[];
  t.is(entries.filter(({ action }) => action === 'account.erase').length, 1);
  t.is((await app.deps.auditLog.check()).fault, undefined);
});

const own: [method: string, path: string, body?: object][] = [
  ['POST', '/accounts', { email: 'ada@shop.example', password: 'seven green bottles' }],
  ['POST', '/sessions', { email: 'ada@shop.example', password: 'seven green bottles' }],
  ['POST', '/password-resets', { email: 'ada@shop.example' }],
  ['GET', '/.well-known/jwks.json'],
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/me'],
  ['GET', '/me/addresses'],
  ['GET', '/sessions'],
  ['GET', '/clients'],
  ['GET', `/accounts/${anyone()}/roles`],
];

for (const [method, path, body] of own) {
  test(`${method} ${path.replace(/cus_\w+/, '…')} does not exist, and its answer names the issuer`, async (t) => {
    const token = await oidc.userToken('grace+admin');
    const answer = await app.call(method, path, { token, ...(body && { body }) });
    t.like(answer, { status: 404, body: { type: '/problems/not-found' } });
    t.true(String(answer.body['detail']).includes(oidc.issuer));
  });
}

test('a token of a user of identity, from a session of before, is refused', async (t) => {
  const email = 'before@shop.example';
  const password = randomBytes(12).toString('hex');
  const accounts = [{ email, password, roles: ['customer', 'admin'] }];
  await loadSeed(app.deps, JSON.stringify({ accounts, clients: [] }));
  const { accessToken } = await signIn(app.deps, { email, password, remoteAddress: '10.0.0.1' });
  t.true((await sessionVerifier(app.deps).verify(accessToken)).roles.includes('admin'));
  const answer = await app.call('GET', '/audit', { token: accessToken });
  t.like(answer, { status: 401, body: { type: '/problems/invalid-token' } });
});
