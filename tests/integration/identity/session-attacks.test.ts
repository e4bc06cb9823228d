import test from 'ava';
import { TOKEN_AUDIENCE, type Revocations } from '@commerce/contracts/identity/access';
import { openRevocations, openVerifier, TokenRefused } from 'dapr-actor-runtime/access';
import { waitUntil } from '@commerce/testing/wait-until';
import { identityUnderTest, ISSUER } from './identity-app.ts';

const { app } = await identityUnderTest();

const REFRESH_MS = 15_000;
/** A list of ended sessions older than this is reloaded before it is used. */
const STALE_MS = 3 * REFRESH_MS + 1;
const LIST_READ_MS = 5_000;
const isOpen = async (token: string) => (await app.call('GET', '/me', { token })).status === 200;

// Serial, because some tests advance the clock of the app.
test.serial(
  'a refresh token that is reused after five minutes ends the session and warns the owner',
  async (t) => {
    const { tokens, email } = await app.newPerson();
    const next = (await app.refresh(tokens.refreshToken)).body;
    app.advance(300_001);
    t.is((await app.refresh(tokens.refreshToken)).status, 401, 'the thief');
    t.is((await app.refresh(String(next['refreshToken']))).status, 401, 'the owner');
    t.false(await isOpen(String(next['accessToken'])));
    t.is((await app.mailsTo(email)).at(-1)?.subject, 'token-reused');
    await app.refresh(tokens.refreshToken);
    const warnings = (await app.mailsTo(email)).filter(({ subject }) => subject === 'token-reused');
    t.is(warnings.length, 1, 'one mail per session');
  },
);

test.serial('a token whose successor was used is reuse, even a moment later', async (t) => {
  const { tokens } = await app.newPerson();
  const second = String((await app.refresh(tokens.refreshToken)).body['refreshToken']);
  const third = String((await app.refresh(second)).body['refreshToken']);
  t.is((await app.refresh(tokens.refreshToken)).status, 401);
  t.is((await app.refresh(third)).status, 401);
});

test.serial('a lost answer is asked for again later, while its successor is unused', async (t) => {
  const { tokens, email } = await app.newPerson();
  const lost = (await app.refresh(tokens.refreshToken)).body;
  app.advance(11_000);
  const again = await app.refresh(tokens.refreshToken);
  t.like(again, { status: 200, body: { refreshToken: lost['refreshToken'] } });
  app.advance(280_000);
  t.is((await app.refresh(tokens.refreshToken)).body['refreshToken'], lost['refreshToken']);
  t.is((await app.refresh(String(lost['refreshToken']))).status, 200);
  const subjects = (await app.mailsTo(email)).map(({ subject }) => subject);
  t.false(subjects.includes('token-reused'));
});

test.serial('concurrent refreshes get the same successor, and the session continues', async (t) => {
  const { tokens } = await app.newPerson();
  const race = Array.from({ length: 20 }, () => app.refresh(tokens.refreshToken));
  const answers = await Promise.all(race);
  t.true(answers.every(({ status }) => status === 200));
  const successors = new Set(answers.map(({ body }) => body['refreshToken']));
  t.is(successors.size, 1);
  t.is((await app.refresh(String([...successors][0]))).status, 200);
});

test.serial('reuse in one session does not affect other sessions', async (t) => {
  const { tokens, email, password } = await app.newPerson();
  const other = await app.signIn(email, password);
  await app.refresh(tokens.refreshToken);
  app.advance(300_001);
  await app.refresh(tokens.refreshToken);
  t.true(await isOpen(other.accessToken));
});

test.serial('a token that was stolen before sign-out is refused after it', async (t) => {
  const { tokens } = await app.newPerson();
  const { accessToken: token } = tokens;
  t.is((await app.call('DELETE', '/sessions/current', { token })).status, 204);
  t.false(await isOpen(token));
  t.is((await app.refresh(tokens.refreshToken)).status, 401);
});

test.serial('another app refuses the tokens of ended sessions', async (t) => {
  const { tokens, email, password } = await app.newPerson();
  const other = await app.signIn(email, password);
  let clock = Date.now();
  const verifier = openVerifier({
    issuer: ISSUER,
    audience: TOKEN_AUDIENCE,
    now: () => clock,
    async jwks() {
      const { body } = await app.call('GET', '/.well-known/jwks.json');
      return body as unknown as { keys: object[] };
    },
    isRevoked: openRevocations({
      now: () => clock,
      refreshMs: REFRESH_MS,
      onFailure: (error) => t.fail(String(error)),
      async load() {
        const { body } = await app.call('GET', '/internal/revocations');
        return (body as unknown as Revocations).ended;
      },
    }),
  });
  clock += app.advance(0);
  await verifier.verify(tokens.accessToken);
  await app.call('DELETE', '/sessions/current', { token: tokens.accessToken });
  clock += REFRESH_MS;
  // The list is read in the background of the next request.
  const isRefused = () =>
    verifier.verify(tokens.accessToken).then(
      () => false,
      (error: unknown) => error instanceof TokenRefused,
    );
  await waitUntil(isRefused, { timeoutMs: LIST_READ_MS, what: 'the ended session is in the list' });
  const again = (await app.signIn(email, password)).accessToken;
  await app.call('DELETE', '/sessions/current', { token: again });
  clock += STALE_MS;
  await t.throwsAsync(
    verifier.verify(again),
    { instanceOf: TokenRefused },
    'the list is reloaded first',
  );
  t.is((await verifier.verify(other.accessToken)).kind, 'user');
});

test.serial(
  'a person ends one or all of their own sessions, and none of another person',
  async (t) => {
    const [mine, stranger] = [await app.newPerson(), await app.newPerson()];
    const second = await app.signIn(mine.email, mine.password);
    const { accessToken: token } = mine.tokens;
    const { body } = await app.call('GET', '/sessions', { token });
    const items = body['items'] as { id: string; current: boolean }[];
    t.is(items.length, 2);
    const other = items.find(({ current }) => !current)?.id ?? '';
    const asStranger = { token: stranger.tokens.accessToken };
    t.is((await app.call('DELETE', `/sessions/${other}`, asStranger)).status, 404);
    t.is((await app.call('DELETE', `/sessions/${other}`, { token })).status, 204);
    t.is((await app.call('DELETE', `/sessions/${other}`, { token })).status, 404);
    t.false(await isOpen(second.accessToken));
    t.is((await app.call('DELETE', '/sessions', { token })).status, 204);
    t.false(await isOpen(token));
    t.true(await isOpen(stranger.tokens.accessToken));
  },
);

test.serial('a disabled account has no sessions and cannot refresh or sign in', async (t) => {
  const [boss, person] = [await app.newPerson(), await app.newPerson()];
  const { accessToken: token } = await app.promote(boss, 'admin');
  const path = `/accounts/${person.customerId}/disablement`;
  t.is((await app.call('POST', path, { token })).status, 204);
  t.false(await isOpen(person.tokens.accessToken));
  t.is((await app.refresh(person.tokens.refreshToken)).status, 401);
  const { email, password } = person;
  const right = await app.call('POST', '/sessions', { body: { email, password } });
  t.like(right, { status: 403, body: { type: '/problems/account-disabled' } });
  const wrong = await app.call('POST', '/sessions', { body: { email, password: 'guessed it' } });
  t.is(wrong.status, 401, 'without the password it looks like any other account');
  await app.call('POST', '/password-resets', { body: { email } });
  t.not((await app.mailsTo(email)).at(-1)?.subject, 'reset-password');
  t.is((await app.call('POST', `/accounts/${boss.customerId}/disablement`, { token })).status, 409);
});

test.serial('a changed password ends all sessions but the current one', async (t) => {
  const { tokens, email, password } = await app.newPerson();
  const other = await app.signIn(email, password);
  const change = (currentPassword: string, next: string) =>
    app.call('PUT', '/me/password', {
      token: tokens.accessToken,
      body: { currentPassword, password: next },
    });
  t.is((await change('wrong one', 'brand new words')).status, 401);
  t.is((await change(password, 'password')).status, 422);
  t.is((await change(password, 'brand new words')).status, 204);
  t.true(await isOpen(tokens.accessToken));
  t.false(await isOpen(other.accessToken));
  t.is((await app.refresh(other.refreshToken)).status, 401);
  await t.throwsAsync(app.signIn(email, password));
  t.truthy(await app.signIn(email, 'brand new words'));
  t.is((await app.mailsTo(email)).at(-1)?.subject, 'password-changed');
});

test.serial('a reset ends every session, and its token works once', async (t) => {
  const { tokens, email } = await app.newPerson();
  const ask = () => app.call('POST', '/password-resets', { body: { email } });
  const complete = (token: string, password: string) =>
    app.call('POST', '/password-resets/completion', { body: { token, password } });
  await ask();
  const first = await app.lastToken(email);
  await ask();
  const second = await app.lastToken(email);
  t.is((await complete(first, 'chosen words')).status, 422, 'a newer one replaced it');
  t.is((await complete(second, 'chosen words')).status, 204);
  t.is((await complete(second, 'chosen again')).status, 422);
  t.false(await isOpen(tokens.accessToken));
  t.truthy(await app.signIn(email, 'chosen words'));
});

test.serial('a reset token is valid for 15 minutes', async (t) => {
  const { email } = await app.newPerson();
  await app.call('POST', '/password-resets', { body: { email } });
  const body = { token: await app.lastToken(email), password: 'too late now' };
  app.advance(900_001);
  t.is((await app.call('POST', '/password-resets/completion', { body })).status, 422);
});

test.serial('a session ends after two weeks without a refresh', async (t) => {
  const { tokens } = await app.newPerson();
  app.advance(14 * 86_400_000);
  t.is((await app.refresh(tokens.refreshToken)).status, 401);
});

test.serial('a session ends thirty days after sign-in, however it is used', async (t) => {
  let token = (await app.newPerson()).tokens.refreshToken;
  for (let day = 0; day < 27; day += 9) {
    app.advance(9 * 86_400_000);
    const { status, body } = await app.refresh(token);
    t.is(status, 200);
    token = String(body['refreshToken']);
  }
  app.advance(3 * 86_400_000);
  t.is((await app.refresh(token)).status, 401);
});

test.serial('an access token expires after ten minutes, and is not a refresh token', async (t) => {
  const { tokens } = await app.newPerson();
  t.is((await app.refresh(tokens.accessToken)).status, 400);
  t.false(await isOpen(tokens.refreshToken));
  app.advance(631_000);
  t.false(await isOpen(tokens.accessToken));
  t.is((await app.refresh(tokens.refreshToken)).status, 200);
});

test.serial('a forged refresh token does not end its session', async (t) => {
  const { tokens } = await app.newPerson();
  const [head = '', , mac = ''] = tokens.refreshToken.split('.');
  for (const forged of [
    `${head}.1.${'A'.repeat(43)}`,
    `${head}.9.${mac}`,
    `rt_${'0'.repeat(32)}.1.${mac}`,
  ]) {
    t.is((await app.refresh(forged)).status, 401);
  }
  t.is((await app.refresh(tokens.refreshToken)).status, 200);
});

test.serial('requests without the app token get 404', async (t) => {
  const headers = { 'dapr-api-token': 'guessed' };
  for (const path of ['/.well-known/jwks.json', '/me', '/internal/revocations']) {
    t.is((await app.call('GET', path, { headers })).status, 404, path);
  }
});
