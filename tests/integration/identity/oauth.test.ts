import { createHash, randomBytes } from 'node:crypto';
import test from 'ava';
import { identityUnderTest, ORDER_SECRET, type Person, REDIRECT_URI } from './identity-app.ts';

const { app } = await identityUnderTest();

const newVerifier = () => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

function requestOf(verifier: string, over: Record<string, string> = {}): Record<string, string> {
  return {
    response_type: 'code',
    client_id: 'browser',
    redirect_uri: REDIRECT_URI,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    state: 'state-1',
    ...over,
  };
}

async function codeFor({ email, password }: Person, verifier: string): Promise<string> {
  const form = { ...requestOf(verifier), email, password };
  const answer = await app.call('POST', '/oauth/authorize', { form });
  const location = new URL(answer.headers.get('location') ?? 'none:');
  return location.searchParams.get('code') ?? '';
}

const exchange = (over: Record<string, string>) =>
  app.call('POST', '/oauth/token', {
    form: {
      grant_type: 'authorization_code',
      client_id: 'browser',
      redirect_uri: REDIRECT_URI,
      ...over,
    },
  });

test('a public client gets tokens for a person who signed in on the page', async (t) => {
  const person = await app.newPerson();
  const verifier = newVerifier();
  const { tokens: _, email, password } = person;
  const form = { ...requestOf(verifier), email, password };
  const granted = await app.call('POST', '/oauth/authorize', { form });
  t.is(granted.status, 303);
  const target = new URL(granted.headers.get('location') ?? '');
  t.is(target.origin + target.pathname, REDIRECT_URI);
  t.is(target.searchParams.get('state'), 'state-1');
  t.is(target.searchParams.get('iss'), 'http://127.0.0.1:8080');
  const code = target.searchParams.get('code') ?? '';
  const { status, headers, body } = await exchange({ code, code_verifier: verifier });
  t.is(status, 200);
  t.is(headers.get('cache-control'), 'no-store');
  t.like(body, { token_type: 'Bearer', expires_in: 600 });
  const me = await app.call('GET', '/me', { token: String(body['access_token']) });
  t.is(me.body['customerId'], person.customerId);
});

test('a refresh token is accepted from its own client only', async (t) => {
  const verifier = newVerifier();
  const code = await codeFor(await app.newPerson(), verifier);
  const { body } = await exchange({ code, code_verifier: verifier });
  const token = String(body['refresh_token']);
  const refresh = (clientId: string) =>
    app.call('POST', '/oauth/token', {
      form: { grant_type: 'refresh_token', client_id: clientId, refresh_token: token },
    });
  t.is((await app.refresh(token)).status, 401);
  t.is((await refresh('other-browser')).body['error'], 'invalid_grant');
  t.is((await refresh('browser')).status, 200);
});

test('a second use of a code ends the session that it was exchanged for', async (t) => {
  const verifier = newVerifier();
  const code = await codeFor(await app.newPerson(), verifier);
  const { body } = await exchange({ code, code_verifier: verifier });
  t.is((await exchange({ code, code_verifier: verifier })).body['error'], 'invalid_grant');
  const me = await app.call('GET', '/me', { token: String(body['access_token']) });
  t.is(me.status, 401);
});

test('of concurrent exchanges of a code one succeeds, and its session ends too', async (t) => {
  const verifier = newVerifier();
  const code = await codeFor(await app.newPerson(), verifier);
  const race = Array.from({ length: 10 }, () => exchange({ code, code_verifier: verifier }));
  const answers = await Promise.all(race);
  const won = answers.filter(({ status }) => status === 200);
  t.is(won.length, 1);
  const me = await app.call('GET', '/me', { token: String(won[0]?.body['access_token']) });
  t.is(me.status, 401);
});

test('a code without its verifier, or with another one, is refused', async (t) => {
  const verifier = newVerifier();
  const code = await codeFor(await app.newPerson(), verifier);
  t.is((await exchange({ code })).body['error'], 'invalid_request');
  const wrong = { code, code_verifier: newVerifier() };
  t.is((await exchange(wrong)).body['error'], 'invalid_grant');
  t.is((await exchange({ code, code_verifier: 'short' })).body['error'], 'invalid_grant');
  const asChallenge = { code, code_verifier: challengeOf(verifier) };
  t.is((await exchange(asChallenge)).body['error'], 'invalid_grant', 'plain');
  t.is((await exchange({ code, code_verifier: verifier })).status, 200);
});

test('a code is bound to its client and redirect URI', async (t) => {
  const verifier = newVerifier();
  const code = await codeFor(await app.newPerson(), verifier);
  const fine = { code, code_verifier: verifier };
  const elsewhere = { ...fine, redirect_uri: `${REDIRECT_URI}/` };
  t.is((await exchange(elsewhere)).body['error'], 'invalid_grant');
  t.is((await exchange({ ...fine, client_id: 'other-browser' })).body['error'], 'invalid_grant');
});

test('a request without S256 is redirected with an error and its state', async (t) => {
  for (const over of [
    { code_challenge_method: 'plain' },
    { code_challenge: '' },
    { response_type: 'token' },
  ]) {
    const query = new URLSearchParams(requestOf(newVerifier(), over as Record<string, string>));
    const { status, headers } = await app.call('GET', `/oauth/authorize?${query}`);
    t.is(status, 303);
    const back = new URL(headers.get('location') ?? '');
    t.truthy(back.searchParams.get('error'));
    t.is(back.searchParams.get('state'), 'state-1');
    t.is(back.searchParams.get('code'), null);
  }
});

test('an unknown client or redirect URI gets no redirect', async (t) => {
  const wrong = [
    { redirect_uri: 'https://evil.example/callback' },
    { redirect_uri: `${REDIRECT_URI}?x=1` },
    { redirect_uri: REDIRECT_URI.replace('3000', '3001') },
    { redirect_uri: `${REDIRECT_URI}/../evil` },
    { client_id: 'nobody' },
    { client_id: 'order' },
  ];
  for (const over of wrong) {
    const query = new URLSearchParams(requestOf(newVerifier(), over as Record<string, string>));
    const { status, headers } = await app.call('GET', `/oauth/authorize?${query}`);
    t.is(status, 400);
    t.is(headers.get('location'), null);
  }
});

test('the page has no script, escapes its input and cannot be framed', async (t) => {
  const hostile = '"><script>alert(1)</script>';
  const query = new URLSearchParams(requestOf(newVerifier(), { state: hostile }));
  query.set('"><script>name</script>', 'x');
  const { status, headers, text } = await app.call('GET', `/oauth/authorize?${query}`);
  t.is(status, 200);
  t.notRegex(text, /<script/);
  t.regex(text, /A &lt;b&gt;browser/);
  const policy = headers.get('content-security-policy') ?? '';
  t.regex(policy, /default-src 'none'.*frame-ancestors 'none'/);
  t.notRegex(policy, /unsafe-inline|script-src/);
});

test('a wrong password shows the page again and issues no code', async (t) => {
  const { email } = await app.newPerson();
  const form = { ...requestOf(newVerifier()), email, password: 'not the one' };
  const { status, headers, text } = await app.call('POST', '/oauth/authorize', { form });
  t.is(status, 401);
  t.is(headers.get('location'), null);
  t.regex(text, /role="alert"/);
  t.notRegex(text, /not the one/);
});

const credentials = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  app.call('POST', '/oauth/token', {
    form: { grant_type: 'client_credentials', ...form },
    headers,
  });
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

test('a service client gets a token for its own scopes only', async (t) => {
  const all = await credentials({}, basic('loader', ORDER_SECRET));
  t.like(all.body, { scope: 'orders stock' });
  t.is(all.body['refresh_token'], undefined);
  const one = await credentials({ scope: 'stock' }, basic('loader', ORDER_SECRET));
  t.like(one.body, { scope: 'stock' });
  const more = await credentials({ scope: 'stock import' }, basic('loader', ORDER_SECRET));
  t.like(more, { status: 400, body: { error: 'invalid_scope' } });
  const me = await app.call('GET', '/me', { token: String(all.body['access_token']) });
  t.is(me.status, 403, 'a client is not a person');
});

test('a client with a wrong or missing secret is refused, and a public client has no scopes', async (t) => {
  const refused = { status: 401, body: { error: 'invalid_client' } };
  t.like(await credentials({}, basic('loader', 'x'.repeat(48))), refused);
  t.like(await credentials({ client_id: 'loader' }), refused);
  t.like(await credentials({}, basic('nobody', ORDER_SECRET)), refused);
  const both = { client_id: 'loader', client_secret: ORDER_SECRET };
  t.like(await credentials(both, basic('loader', ORDER_SECRET)), refused);
  t.is((await credentials({ client_id: 'browser' })).body['error'], 'unauthorized_client');
});

test('unknown grants, the password grant and duplicate fields are refused', async (t) => {
  const grant = (grant_type: string) => credentials({ grant_type, client_id: 'browser' });
  t.is((await grant('password')).body['error'], 'unsupported_grant_type');
  t.is((await grant('implicit')).body['error'], 'unsupported_grant_type');
  const doubled = await fetch(`${app.url}/oauth/token`, {
    method: 'POST',
    headers: {
      'dapr-api-token': app.appToken,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&client_id=loader&client_id=order',
  });
  t.is(doubled.status, 400);
  t.is(((await doubled.json()) as { error: string }).error, 'invalid_request');
});
