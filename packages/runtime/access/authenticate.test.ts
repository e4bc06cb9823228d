import test from 'ava';
import { buildHttpApp, listen, routes } from '../http/index.ts';
import { createLogger } from '../telemetry/index.ts';
import {
  authenticate,
  callerIn,
  openRevocations,
  openVerifier,
  requireRole,
  requireScope,
} from './index.ts';
import { AUDIENCE, exampleKey, exampleToken, ISSUER } from './token-examples.ts';

const key = exampleKey('key-1');
let keysAway = false;
const verifier = openVerifier({
  issuer: ISSUER,
  audience: AUDIENCE,
  cacheMs: 0,
  cooldownMs: 0,
  async jwks() {
    if (keysAway) throw new Error('away');
    return { keys: [key.jwk] };
  },
});
const caller = authenticate(verifier);
const app = buildHttpApp({
  log: createLogger({ service: 'access-test', level: 'silent' }),
  ready: async () => undefined,
  middleware: routes([
    {
      method: 'GET',
      path: '/me',
      around: [caller],
      async handle(ctx) {
        ctx.body = { sub: callerIn(ctx).sub };
      },
    },
    {
      method: 'GET',
      path: '/money',
      around: [caller, requireRole('finance', 'admin')],
      async handle(ctx) {
        ctx.body = {};
      },
    },
    {
      method: 'GET',
      path: '/import',
      around: [caller, requireScope('import')],
      async handle(ctx) {
        ctx.body = {};
      },
    },
    {
      method: 'GET',
      path: '/forgotten',
      async handle(ctx) {
        ctx.body = callerIn(ctx);
      },
    },
  ]),
});
const server = await listen(app, 0);
test.after.always(() => server.close(0));

async function get(path: string, authorization?: string) {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return {
    status: answer.status,
    challenge: answer.headers.get('www-authenticate'),
    body: (await answer.json()) as Record<string, unknown>,
  };
}
const bearer = (claims: Record<string, unknown> = {}) => `Bearer ${exampleToken(key, claims)}`;

test('a valid token opens the route', async (t) => {
  t.like(await get('/me', bearer()), { status: 200, body: { sub: 'cus_1' } });
});

test('no token and a wrong one are the same problem with another challenge', async (t) => {
  const [none, wrong] = [await get('/me'), await get('/me', 'Bearer x.y.z')];
  t.like(none, { status: 401, challenge: 'Bearer' });
  t.like(wrong, { status: 401, challenge: 'Bearer error="invalid_token"' });
  t.deepEqual(none.body, wrong.body);
  t.is(none.body['type'], '/problems/invalid-token');
});

for (const scheme of ['Basic Zm9v', 'Bearer', 'Bearer a b', 'Token x']) {
  test(`'${scheme}' is no bearer token`, async (t) => {
    t.is((await get('/me', scheme)).status, 401);
  });
}

test('a role opens what it is named for, and nothing else does', async (t) => {
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

test('a route that nobody guards has no caller', async (t) => {
  t.is((await get('/forgotten', bearer())).status, 500);
});

test('sessions and accounts on the list are over, and a list that cannot be read stays', async (t) => {
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
  const of = (sub: string, sid: string) =>
    isRevoked({ sub, sid, kind: 'user', roles: [], scopes: [], jti: 'j', exp: 0 });
  t.true(await of('cus_1', 'ses_1'));
  t.false(await of('cus_1', 'ses_2'));
  clock = 10;
  t.true(await of('cus_1', 'ses_1'));
  t.is(failures, 1);
  clock = 20;
  t.false(await of('cus_2', 'ses_1'));
  t.true(await of('cus_1', 'ses_2'));
});

test.serial('keys that cannot be read are no fault of the caller', async (t) => {
  const own = authenticate(
    openVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      jwks: async () => {
        throw new Error('away');
      },
    }),
  );
  keysAway = true;
  const ctx = { get: () => bearer(), state: {}, set() {} } as never;
  await t.throwsAsync(async () => own(ctx, async () => {}), { message: /cannot be read/ });
  keysAway = false;
});
