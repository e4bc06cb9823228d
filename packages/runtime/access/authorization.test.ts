import { AUDIENCE, exampleKey, exampleToken, ISSUER } from '@commerce/testing/token-issuer';
import test from 'ava';
import { buildHttpApp, routes, type Route } from '../http/index.ts';
import { listen } from '../server/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { withAuthorization, callerIf, callerIn, openRevocations, openVerifier } from './index.ts';

const key = exampleKey('key-1');
const verifier = openVerifier({
  issuer: ISSUER,
  audience: AUDIENCE,
  cacheMs: 0,
  cooldownMs: 0,
  async jwks() {
    return { keys: [key.jwk] };
  },
});
const route = (path: string, handle: Route['handle']): Route => ({ method: 'GET', path, handle });
const answersOk: Route['handle'] = async (ctx) => {
  ctx.body = { sub: callerIf(ctx)?.sub ?? 'nobody' };
};
const at = (path: string) => ({ operationId: path.slice(1), method: 'GET' as const, path });
const operations = [
  { ...at('/me'), access: { roles: ['member', 'finance'], scopes: ['reports'] } },
  { ...at('/money'), access: { roles: ['finance', 'admin'] } },
  { ...at('/import'), access: { scopes: ['import'] } },
  { ...at('/open-day'), access: { guests: true as const, roles: ['member'], apps: ['billing'] } },
  { ...at('/for-apps'), access: { apps: ['billing'] } },
  { ...at('/open'), access: 'public' as const },
  { ...at('/forgotten'), access: 'public' as const },
];
const app = buildHttpApp({
  log: createLogger({ service: 'access-test', level: 'silent' }),
  ready: async () => undefined,
  middleware: routes(
    withAuthorization(operations, verifier, [
      route('/me', answersOk),
      route('/money', answersOk),
      route('/import', answersOk),
      route('/open-day', answersOk),
      route('/for-apps', answersOk),
      route('/open', answersOk),
      route('/forgotten', async (ctx) => {
        ctx.body = callerIn(ctx);
      }),
    ]),
  ),
});
const server = await listen(app, 0);
test.after.always(() => server.close(0));

async function get(path: string, authorization?: string, more: Record<string, string> = {}) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: { ...more, ...(authorization === undefined ? {} : { authorization }) },
  });
  return {
    status: answer.status,
    challenge: answer.headers.get('www-authenticate'),
    body: (await answer.json()) as Record<string, unknown>,
  };
}
const bearer = (claims: Record<string, unknown> = {}) => `Bearer ${exampleToken(key, claims)}`;

test('a valid token gives access', async (t) => {
  t.like(await get('/me', bearer({ roles: ['member'] })), {
    status: 200,
    body: { sub: 'cus_1' },
  });
});

test('missing and invalid tokens get the same problem with different challenges', async (t) => {
  const [none, wrong] = [await get('/me'), await get('/me', 'Bearer x.y.z')];
  t.like(none, { status: 401, challenge: 'Bearer' });
  t.like(wrong, { status: 401, challenge: 'Bearer error="invalid_token"' });
  const { correlationId: _none, ...first } = none.body;
  const { correlationId: _wrong, ...second } = wrong.body;
  t.deepEqual(first, second);
  t.is(none.body['type'], '/problems/invalid-token');
});

for (const scheme of ['Basic Zm9v', 'Bearer', 'Bearer a b', 'Token x']) {
  test(`'${scheme}' is not a bearer token`, async (t) => {
    t.is((await get('/me', scheme)).status, 401);
  });
}

const fromApp = (app: string) => ({ 'dapr-caller-app-id': app });

test('guests are allowed if the access rule says so, but never with an invalid token', async (t) => {
  t.like(await get('/open-day'), { status: 200, body: { sub: 'nobody' } });
  t.like(await get('/open-day', bearer({ roles: ['member'] })), { body: { sub: 'cus_1' } });
  t.is((await get('/open-day', 'Bearer x.y.z')).status, 401);
  t.is((await get('/open-day', 'Basic Zm9v')).status, 401);
  t.is((await get('/open-day', bearer({ roles: ['finance'] }))).status, 403);
});

test('an app is allowed where the access rule lists it, by the id from its sidecar', async (t) => {
  t.like(await get('/open-day', undefined, fromApp('billing')), { body: { sub: 'billing' } });
  t.like(await get('/open-day', undefined, fromApp('edge')), { body: { sub: 'nobody' } });
  t.is((await get('/for-apps', undefined, fromApp('billing'))).status, 200);
  t.is((await get('/for-apps', undefined, fromApp('edge'))).status, 401);
  t.is((await get('/for-apps', bearer({ roles: ['admin'] }), fromApp('billing'))).status, 403);
});

test('a public operation ignores tokens', async (t) => {
  t.like(await get('/open', 'Bearer x.y.z'), { status: 200, body: { sub: 'nobody' } });
});

test('a route without an operation or without an access rule does not start', (t) => {
  t.throws(() => withAuthorization([], verifier, [route('/me', answersOk)]), {
    message: /GET \/me/,
  });
  const silent = [at('/me')];
  t.throws(() => withAuthorization(silent, verifier, [route('/me', answersOk)]), {
    message: /who may/,
  });
});

test('an operation for a role is open to that role only', async (t) => {
  t.is((await get('/money', bearer({ roles: ['finance'] }))).status, 200);
  t.is((await get('/money', bearer())).status, 403);
  t.is((await get('/money', bearer({ kind: 'client', roles: ['admin'] }))).status, 403);
});

test('a scope is for service clients only', async (t) => {
  const client = { kind: 'client', sid: undefined, roles: [] };
  t.is((await get('/import', bearer({ ...client, scope: 'import' }))).status, 200);
  t.is((await get('/import', bearer({ ...client, scope: 'important' }))).status, 403);
  t.is((await get('/import', bearer({ scope: 'import' }))).status, 403);
});

test('a public operation has no caller', async (t) => {
  t.is((await get('/forgotten', bearer())).status, 500);
});

test('listed sessions and accounts are revoked, and a failed read keeps the last list', async (t) => {
  let clock = 0;
  let failures = 0;
  const lists = [['ses_1'], new Error('away'), ['cus_1']];
  const isRevoked = openRevocations({
    now: () => clock,
    refreshMs: 10,
    onFailure: () => (failures += 1),
    async load() {
      const next = lists.shift();
      if (!Array.isArray(next)) throw next;
      return next;
    },
  });
  const of = (sub: string, sid: string) => isRevoked({ sub, sid });
  t.true(await of('cus_1', 'ses_1'));
  t.false(await of('cus_1', 'ses_2'));
  clock = 10;
  t.true(await of('cus_1', 'ses_1'));
  t.is(failures, 1);
  clock = 40; // too old: the call waits for the next list
  t.false(await of('cus_2', 'ses_1'));
  t.true(await of('cus_1', 'ses_2'));
});

/** Revocations whose reads the test answers one by one. */
function openReads(options: { freshWaitMs?: number } = {}) {
  const reads: PromiseWithResolvers<string[]>[] = [];
  const isRevoked = openRevocations({
    ...options,
    onFailure() {},
    load() {
      const one = Promise.withResolvers<string[]>();
      reads.push(one);
      return one.promise;
    },
  });
  return {
    reads,
    of: (sub: string, maxAgeMs?: number) => isRevoked({ sub, sid: undefined }, maxAgeMs),
  };
}

test('a question as of now is answered by a read that began after it, shared by all who wait', async (t) => {
  const { reads, of } = openReads();
  const first = of('cus_1', 0);
  t.is(reads.length, 1);
  // The account may have ended after this read looked.
  const later = [of('cus_1', 0), of('cus_1', 0)];
  t.is(reads.length, 1);
  reads[0]?.resolve([]);
  t.false(await first);
  t.is(reads.length, 2);
  reads[1]?.resolve(['cus_1']);
  t.deepEqual(await Promise.all(later), [true, true]);
  t.is(reads.length, 2);
});

test('a list that is young enough is not read again, an older one is', async (t) => {
  const { reads, of } = openReads();
  const first = of('cus_1', 60_000);
  reads[0]?.resolve(['cus_1']);
  t.true(await first);
  t.true(await of('cus_1', 60_000));
  t.is(reads.length, 1);
  const again = of('cus_1', 0);
  reads[1]?.resolve([]);
  t.false(await again);
});

test('while the issuer does not answer, the last list decides after a limited wait', async (t) => {
  const { reads, of } = openReads({ freshWaitMs: 20 });
  const first = of('cus_1', 0);
  reads[0]?.resolve(['cus_1']);
  t.true(await first);
  t.true(await of('cus_1', 0), 'no answer at all');
  reads[1]?.reject(new Error('away'));
  t.false(await of('cus_2', 0));
});

test('keys that cannot be read are not an error of the caller', async (t) => {
  const own = openVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    async jwks() {
      throw new Error('away');
    },
  });
  const [guarded] = withAuthorization(operations, own, [route('/me', answersOk)]);
  const ctx = { get: () => bearer(), state: {}, set() {} } as never;
  const authorize = guarded?.middleware?.[0];
  await t.throwsAsync(async () => authorize?.(ctx, async () => {}), { message: /cannot be read/ });
});
