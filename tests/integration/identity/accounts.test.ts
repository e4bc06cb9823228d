import { randomBytes } from 'node:crypto';
import { loadPersonCipher } from '@commerce/identity/personal/person-cipher';
import test from 'ava';
import { identityUnderTest, startIdentityApp } from './identity-app.ts';

const MASTER_KEY = randomBytes(32).toString('hex');
const { app, stack, databaseUrl } = await identityUnderTest({ masterKey: MASTER_KEY });

const ADDRESS = {
  ...{ name: 'Ada', lines: ['12 St James Square'], city: 'London' },
  ...{ postalCode: 'SW1Y 4JH', country: 'GB' },
};

test('a registration gets the same answer for a known and an unknown email address', async (t) => {
  const { email } = await app.newPerson();
  const body = (address: string) => ({ email: address, password: 'another one 7' });
  const known = await app.call('POST', '/accounts', { body: body(email) });
  const unknown = await app.call('POST', '/accounts', { body: body(`new-${email}`) });
  t.is(known.status, 202);
  t.deepEqual([known.status, known.text], [unknown.status, unknown.text]);
  t.is((await app.mailsTo(email)).at(-1)?.subject, 'address-known');
  t.is((await app.mailsTo(email)).at(-1)?.token, undefined);
  t.is((await app.mailsTo(`new-${email}`)).at(-1)?.subject, 'verify-address');
});

test('sign-in requires a verified email address, and a token verifies once', async (t) => {
  const body = { email: 'once@example.org', password: 'some words here' };
  await app.call('POST', '/accounts', { body });
  t.is((await app.call('POST', '/sessions', { body })).status, 401);
  const token = await app.lastToken(body.email);
  t.is((await app.call('POST', '/accounts/verification', { body: { token } })).status, 201);
  t.is((await app.call('POST', '/accounts/verification', { body: { token } })).status, 422);
  t.is((await app.call('POST', '/sessions', { body })).status, 201);
});

test('a second mail has a new token, and the first one is no longer accepted', async (t) => {
  const email = 'twice@example.org';
  await app.call('POST', '/accounts', { body: { email, password: 'some words here' } });
  const first = await app.lastToken(email);
  const asked = await app.call('POST', '/accounts/verification-requests', { body: { email } });
  const stranger = await app.call('POST', '/accounts/verification-requests', {
    body: { email: 'nobody@example.org' },
  });
  t.deepEqual([asked.status, asked.text], [stranger.status, stranger.text]);
  const verify = (token: string) => app.call('POST', '/accounts/verification', { body: { token } });
  t.is((await verify(first)).status, 422);
  t.is((await verify(await app.lastToken(email))).status, 201);
});

test('someone who registers an address of another person cannot choose its password', async (t) => {
  const email = 'victim@example.org';
  await app.call('POST', '/accounts', { body: { email, password: 'password of the owner' } });
  const token = await app.lastToken(email);
  await app.call('POST', '/accounts', { body: { email, password: 'password of the thief' } });
  t.is((await app.call('POST', '/accounts/verification', { body: { token } })).status, 201);
  await t.throwsAsync(app.signIn(email, 'password of the thief'));
  t.truthy(await app.signIn(email, 'password of the owner'));
});

test('a weak password is refused with a reason before anything is stored', async (t) => {
  const tries = { short: 'too-short', password1: 'common', 'weak@example.org': 'personal' };
  for (const [password, reason] of Object.entries(tries)) {
    const body = { email: 'weak@example.org', password };
    const answer = await app.call('POST', '/accounts', { body });
    t.like(answer, { status: 422, body: { type: '/problems/weak-password', reason } });
  }
  t.deepEqual(await app.mailsTo('weak@example.org'), []);
});

test('fields that a caller may not set are refused', async (t) => {
  const body = { email: 'role@example.org', password: 'some words here', roles: ['admin'] };
  t.is((await app.call('POST', '/accounts', { body })).status, 400);
  const { tokens } = await app.newPerson();
  const change = { body: { roles: ['admin'] }, token: tokens.accessToken };
  t.is((await app.call('PATCH', '/me', change)).status, 400);
});

test('a profile is changed field by field, and null removes one', async (t) => {
  const { tokens, email } = await app.newPerson();
  const token = tokens.accessToken;
  const change = (body: object) => app.call('PATCH', '/me', { token, body });
  t.is((await change({ phone: '+44 20 7946 0000' })).status, 200);
  const { body } = await change({ name: null });
  t.like(body, { email, profile: { phone: '+44 20 7946 0000' } });
  t.deepEqual((await app.call('GET', '/me', { token })).body, body);
});

test('a person has access to their own addresses only, and has at most twenty', async (t) => {
  const [mine, other] = [await app.newPerson(), await app.newPerson()];
  const token = mine.tokens.accessToken;
  const added = await app.call('POST', '/me/addresses', { token, body: ADDRESS });
  t.is(added.status, 201);
  const path = added.headers.get('location') ?? '';
  const asOther = { token: other.tokens.accessToken, body: { ...ADDRESS, city: 'Paris' } };
  t.is((await app.call('PUT', path, asOther)).status, 404);
  t.is((await app.call('DELETE', path, { token: other.tokens.accessToken })).status, 404);
  t.is((await app.call('PUT', path, { token, body: { ...ADDRESS, city: 'Bath' } })).status, 200);
  const list = (await app.call('GET', '/me/addresses', { token })).body['items'];
  t.like(list, [{ address: { city: 'Bath' } }]);
  const more = Array.from({ length: 25 }, () =>
    app.call('POST', '/me/addresses', { token, body: ADDRESS }),
  );
  const statuses = (await Promise.all(more)).map(({ status }) => status);
  t.is(statuses.filter((status) => status === 201).length, 19);
  t.is((await app.call('DELETE', path, { token })).status, 204);
});

test('a saved address obeys the rules of its country, as that of an order does', async (t) => {
  const { tokens } = await app.newPerson();
  const token = tokens.accessToken;
  const refused = { status: 422, body: { type: '/problems/incomplete-address' } };
  const faulty = { '/postalCode': { postalCode: '12345' }, '/country': { country: 'ZZ' } };
  const { body } = await app.call('POST', '/me/addresses', { token, body: ADDRESS });
  const path = `/me/addresses/${String(body['id'])}`;
  for (const [pointer, more] of Object.entries(faulty)) {
    for (const [method, at] of [
      ['POST', '/me/addresses'],
      ['PUT', path],
    ] as const) {
      const answer = await app.call(method, at, { token, body: { ...ADDRESS, ...more } });
      t.like(answer, refused);
      t.like(answer.body['errors'], [{ pointer }]);
    }
  }
  const former = { name: 'Ada', line1: '12 St James Square', city: 'London', country: 'UK' };
  t.is((await app.call('POST', '/me/addresses', { token, body: former })).status, 400);
  t.deepEqual((await app.call('GET', '/me/addresses', { token })).body, { items: [body] });
});

test('an address that was saved in the former shape is read in the present one', async (t) => {
  const { tokens, customerId } = await app.newPerson();
  const token = tokens.accessToken;
  const { body } = await app.call('POST', '/me/addresses', { token, body: ADDRESS });
  const id = String(body['id']);
  const former = { name: 'Ada', line1: '12 St James Square', city: 'London', country: 'UK' };
  const { keys } = app.deps;
  const cipher = await loadPersonCipher(app.database, keys.master, customerId);
  await app.database.query('UPDATE addresses SET sealed = $2 WHERE address_id = $1', [
    id,
    cipher.encryptAddress(id, former as never),
  ]);
  const { country, lines } = ADDRESS;
  const address = { name: 'Ada', lines, city: 'London', country };
  const list = (await app.call('GET', '/me/addresses', { token })).body['items'];
  t.like(list, [{ id, address }]);
  t.is((await app.call('PUT', `/me/addresses/${id}`, { token, body: ADDRESS })).status, 200);
});

test('the database contains no personal data in the clear', async (t) => {
  const { tokens, email } = await app.newPerson('Zebedee Quixote');
  const token = tokens.accessToken;
  await app.call('POST', '/me/addresses', {
    token,
    body: { ...ADDRESS, lines: ['7 Hidden Lane'] },
  });
  const dump = await dumpOf();
  for (const secret of [email, 'Zebedee', 'Hidden Lane', tokens.refreshToken, token]) {
    t.false(dump.includes(secret), secret);
  }
  t.true(dump.includes('cus_'), 'the dump has content');
});

async function dumpOf(): Promise<string> {
  const { rows } = await app.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const tables = await Promise.all(
    rows.map(async ({ name }) => {
      const all = await app.database.query(`SELECT * FROM "${name}"`);
      return JSON.stringify(all.rows);
    }),
  );
  return tables.join('\n');
}

test('an export contains everything stored about its owner', async (t) => {
  const { tokens, email, customerId } = await app.newPerson();
  const token = tokens.accessToken;
  await app.call('POST', '/me/addresses', { token, body: ADDRESS });
  const { body } = await app.call('GET', '/me/export', { token });
  t.like(body, {
    account: { email, customerId, profile: { name: 'Ada Lovelace' } },
    addresses: [{ address: ADDRESS }],
    sessions: [{ current: true }],
  });
  const actions = (body['activity'] as { action: string }[]).map(({ action }) => action);
  t.true(
    ['account.verify', 'session.open', 'account.export'].every((one) => actions.includes(one)),
  );
});

test('erasure destroys key, account and sessions, and keeps the audit log valid', async (t) => {
  const { tokens, email, password, customerId } = await app.newPerson();
  const token = tokens.accessToken;
  await app.call('POST', '/accounts', { body: { email, password: 'a second try' } });
  const erase = (word: string) => app.call('DELETE', '/me', { token, body: { password: word } });
  t.is((await erase('wrong')).status, 401);
  t.is((await erase(password)).status, 204);
  t.is((await app.call('GET', '/me', { token })).status, 401);
  t.is((await app.refresh(tokens.refreshToken)).status, 401);
  t.is((await app.call('POST', '/sessions', { body: { email, password } })).status, 401);
  const { rows } = await app.database.query(
    `SELECT a.status, a.email_mac, a.email_sealed, a.profile_sealed, a.password_hash, k.wrapped
     FROM accounts a JOIN data_keys k ON k.subject = a.customer_id WHERE customer_id = $1`,
    [customerId],
  );
  const gone = { email_mac: null, email_sealed: null, profile_sealed: null, password_hash: null };
  t.deepEqual(rows, [{ status: 'erased', ...gone, wrapped: null }]);
  const registrations = 'SELECT count(*)::int AS n FROM registrations WHERE email_mac = $1';
  const mac = app.deps.keys.macOfEmail(email);
  t.is((await app.database.query(registrations, [mac])).rows[0]?.n, 0);
  t.is((await app.deps.auditLog.check()).fault, undefined);
  const again = { email, password: 'some other words' };
  await app.call('POST', '/accounts', { body: again });
  const verification = { token: await app.lastToken(email) };
  const { body } = await app.call('POST', '/accounts/verification', { body: verification });
  t.not(body['customerId'], customerId);
});

test('an account is also erased by POST, for who cannot send a DELETE with a body', async (t) => {
  const { tokens, password } = await app.newPerson();
  const token = tokens.accessToken;
  t.is((await app.call('DELETE', '/me', { token })).status, 400, 'its body was dropped on the way');
  const erase = (word: string) =>
    app.call('POST', '/me/erasure', { token, body: { password: word } });
  t.is((await app.call('POST', '/me/erasure', { token })).status, 400);
  t.is((await erase('wrong')).status, 401);
  t.is((await app.call('GET', '/me', { token })).status, 200);
  t.is((await erase(password)).status, 204);
  t.is((await app.call('GET', '/me', { token })).status, 401);
});

test('an admin erases an account whose owner asked for it', async (t) => {
  const [boss, person] = [await app.newPerson(), await app.newPerson()];
  const path = `/accounts/${person.customerId}/erasure`;
  t.is((await app.call('POST', path, { token: person.tokens.accessToken })).status, 403);
  const { accessToken: token } = await app.promote(boss, 'admin');
  for (const _ of ['first', 'repeat']) t.is((await app.call('POST', path, { token })).status, 204);
  t.is((await app.call('GET', '/me', { token: person.tokens.accessToken })).status, 401);
  const { rows } = await app.database.query(
    `SELECT a.status, a.email_sealed, k.wrapped FROM accounts a
     JOIN data_keys k ON k.subject = a.customer_id WHERE customer_id = $1`,
    [person.customerId],
  );
  t.deepEqual(rows, [{ status: 'erased', email_sealed: null, wrapped: null }]);
  const audit = await app.call('GET', `/audit?about=${person.customerId}`, { token });
  const entries = audit.body['items'] as { actor: string; action: string }[];
  const erasures = entries.filter(({ action }) => action === 'account.erase');
  t.deepEqual(
    erasures.map(({ actor }) => actor),
    [boss.customerId],
  );
  const unknown = `/accounts/cus_${'0'.repeat(32)}/erasure`;
  t.is((await app.call('POST', unknown, { token })).status, 404);
});

test('only an admin sets roles, which ends the sessions with the old ones', async (t) => {
  const [boss, clerk] = [await app.newPerson(), await app.newPerson()];
  const path = `/accounts/${clerk.customerId}/roles`;
  const body = { roles: ['support'] };
  t.is((await app.call('PUT', path, { token: boss.tokens.accessToken, body })).status, 403);
  const { accessToken: token } = await app.promote(boss, 'admin');
  const set = await app.call('PUT', path, { token, body });
  t.deepEqual(set.body['roles'], ['customer', 'support']);
  t.is((await app.call('GET', '/me', { token: clerk.tokens.accessToken })).status, 401);
  const { accessToken } = await app.signIn(clerk.email, clerk.password);
  t.deepEqual((await app.call('GET', '/me', { token: accessToken })).body['roles'], [
    'customer',
    'support',
  ]);
  t.is((await app.call('PUT', path, { token, body: { roles: ['root'] } })).status, 400);
  t.is((await app.call('PUT', '/accounts/x/roles', { token, body })).status, 400);
});

test('a higher cost replaces the hash at the next sign-in', async (t) => {
  const { email, password, customerId } = await app.newPerson();
  const hashOf = async () => {
    const query = 'SELECT password_hash FROM accounts WHERE customer_id = $1';
    return String((await app.database.query(query, [customerId])).rows[0]?.password_hash);
  };
  const before = await hashOf();
  await app.signIn(email, password);
  t.is(await hashOf(), before, 'the same cost keeps the hash');
  const urls = { databaseUrl, redisUrl: stack.redisUrl };
  const costlier = await startIdentityApp(urls, { masterKey: MASTER_KEY, argon2Passes: 3 });
  t.teardown(() => costlier.stop());
  await costlier.signIn(email, password);
  t.regex(await hashOf(), /t=3/);
  t.truthy(await app.signIn(email, password));
});
