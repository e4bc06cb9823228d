import test from 'ava';
import { type CallOptions, type IdentityApp, identityUnderTest } from './identity-app.ts';

const { app } = await identityUnderTest();

const CONCURRENT = 8;
const ADDRESS = {
  ...{ name: 'Ada', lines: ['12 St James Square'], city: 'London' },
  ...{ postalCode: 'SW1Y 4JH', country: 'GB' },
};

type Answer = Awaited<ReturnType<IdentityApp['call']>>;

function etagOf({ headers }: Answer): string {
  const tag = headers.get('etag');
  if (tag === null) throw new Error('the answer has no ETag');
  return tag;
}

const ifMatch = (tag: string) => ({ headers: { 'if-match': tag } });

/** Sends the same change many times concurrently, all based on the same version. */
async function onlyOneWins(method: string, path: string, tag: string, options: CallOptions) {
  const answers = await Promise.all(
    Array.from({ length: CONCURRENT }, () =>
      app.call(method, path, { ...options, ...ifMatch(tag) }),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  return [
    statuses.filter((one) => one === 200).length,
    statuses.filter((one) => one === 412).length,
  ];
}

async function isUnchanged(path: string, token: string, tag: string): Promise<boolean> {
  const answer = await app.call('GET', path, { token, headers: { 'if-none-match': tag } });
  return answer.status === 304 && answer.text === '' && etagOf(answer) === tag;
}

test('a profile is changed only if its version still matches', async (t) => {
  const { tokens } = await app.newPerson();
  const token = tokens.accessToken;
  const first = etagOf(await app.call('GET', '/me', { token }));
  t.true(await isUnchanged('/me', token, first));
  const change = { token, body: { name: 'Ada Byron' } };
  const changed = await app.call('PATCH', '/me', { ...change, ...ifMatch(first) });
  t.is(changed.status, 200);
  t.true(await isUnchanged('/me', token, etagOf(changed)));
  t.false(await isUnchanged('/me', token, first));
  const late = { token, body: { name: 'Eve' } };
  const refused = await app.call('PATCH', '/me', { ...late, ...ifMatch(first) });
  t.like(refused, { status: 412, body: { type: '/problems/precondition-failed' } });
  t.true(await isUnchanged('/me', token, etagOf(changed)));
  t.is((await app.call('PATCH', '/me', { ...late, ...ifMatch('Eve') })).status, 400);
  t.deepEqual(await onlyOneWins('PATCH', '/me', etagOf(changed), change), [1, CONCURRENT - 1]);
  t.is((await app.call('PATCH', '/me', change)).status, 200);
});

test('an address is replaced only if its version still matches', async (t) => {
  const { tokens } = await app.newPerson();
  const token = tokens.accessToken;
  const added = await app.call('POST', '/me/addresses', { token, body: ADDRESS });
  const path = added.headers.get('location') ?? '';
  const first = etagOf(added);
  t.is(first, `"${String(added.body['version'])}"`);
  const all = await app.call('GET', '/me/addresses', { token });
  t.like(all.body, { items: [added.body] });
  t.true(await isUnchanged('/me/addresses', token, etagOf(all)));

  const body = { ...ADDRESS, city: 'Bath' };
  const changed = await app.call('PUT', path, { token, body, ...ifMatch(first) });
  t.is(changed.status, 200);
  t.false(await isUnchanged('/me/addresses', token, etagOf(all)));
  const refused = await app.call('PUT', path, { token, body: ADDRESS, ...ifMatch(first) });
  t.like(refused, { status: 412, body: { type: '/problems/precondition-failed' } });
  t.like((await app.call('GET', '/me/addresses', { token })).body, { items: [changed.body] });

  const wins = await onlyOneWins('PUT', path, etagOf(changed), { token, body });
  t.deepEqual(wins, [1, CONCURRENT - 1]);
  await app.call('DELETE', path, { token });
  t.is((await app.call('PUT', path, { token, body, ...ifMatch('*') })).status, 404);
});

test('roles are set only if their version still matches', async (t) => {
  const [boss, clerk] = [await app.newPerson(), await app.newPerson()];
  const { accessToken: token } = await app.promote(boss, 'admin');
  const path = `/accounts/${clerk.customerId}/roles`;
  const read = await app.call('GET', path, { token });
  t.deepEqual(read.body, { customerId: clerk.customerId, roles: ['customer'] });
  const first = etagOf(read);
  t.true(await isUnchanged(path, token, first));
  const support = { token, body: { roles: ['support'] } };
  t.deepEqual(await onlyOneWins('PUT', path, first, support), [1, CONCURRENT - 1]);

  const finance = { token, body: { roles: ['finance'] } };
  t.is((await app.call('PUT', path, { ...finance, ...ifMatch(first) })).status, 412);
  const now = await app.call('GET', path, { token });
  t.deepEqual(now.body['roles'], ['customer', 'support']);
  const given = await app.call('PUT', path, { ...finance, ...ifMatch(etagOf(now)) });
  t.is(given.status, 200);
  t.true(await isUnchanged(path, token, etagOf(given)));
});

test('only an admin reads the roles of an account, and only of an existing one', async (t) => {
  const [boss, clerk] = [await app.newPerson(), await app.newPerson()];
  const path = `/accounts/${clerk.customerId}/roles`;
  t.is((await app.call('GET', path, { token: clerk.tokens.accessToken })).status, 403);
  const { accessToken: token } = await app.promote(boss, 'admin');
  t.is((await app.call('GET', `/accounts/cus_${'0'.repeat(32)}/roles`, { token })).status, 404);
  const body = { password: clerk.password };
  await app.call('DELETE', '/me', { token: clerk.tokens.accessToken, body });
  t.is((await app.call('GET', path, { token })).status, 410);
});
