import { handMadeToken, hostileTokens } from '@commerce/testing/hostile-tokens';
import {
  AUDIENCE,
  exampleClaims,
  exampleKey,
  exampleToken,
  ISSUER,
} from '@commerce/testing/token-issuer';
import test from 'ava';
import { exportJWK, SignJWT } from 'jose';
import { type Jwks, openVerifier, TokenRefused, type VerifierOptions } from './index.ts';

const key = exampleKey('key-1');
const jwks = async () => ({ keys: [key.jwk] });
const base = { issuer: ISSUER, audience: AUDIENCE, jwks };
const verifier = openVerifier(base);
const nowSeconds = () => Math.floor(Date.now() / 1000);

function laterClaims(clock: number) {
  const later = Math.floor(clock / 1000);
  return { iat: later, nbf: later, exp: later + 600 };
}

test('a token of the issuer identifies its caller', async (t) => {
  const caller = await verifier.verify(
    exampleToken(key, { roles: ['member', 'support'], scope: 'a b' }),
  );
  t.like(caller, { sub: 'cus_1', kind: 'user', sid: 'ses_1', roles: ['member', 'support'] });
  t.deepEqual(caller.scopes, ['a', 'b']);
  t.true(caller.exp > nowSeconds());
});

test('a token made by another library is accepted', async (t) => {
  const token = await new SignJWT(exampleClaims())
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'key-1' })
    .sign(key.privateKey);
  t.is((await verifier.verify(token)).sub, 'cus_1');
  t.like(await exportJWK(key.publicKey), { kty: 'EC', crv: 'P-256' });
});

const good = exampleToken(key);
const header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
const hostile = {
  ...hostileTokens({ key, issuer: ISSUER, audience: AUDIENCE }),
  'white space around it': ` ${good} `,
};

for (const [what, token] of Object.entries(hostile)) {
  test(`refused: ${what}`, async (t) => {
    await t.throwsAsync(verifier.verify(token), { instanceOf: TokenRefused });
  });
}

test('unknown key ids cause one fetch per cooldown, however many there are', async (t) => {
  let clock = Date.now();
  let fetches = 0;
  const counting: VerifierOptions = {
    ...base,
    now: () => clock,
    cooldownMs: 10_000,
    jwks: async () => {
      fetches += 1;
      return { keys: [key.jwk] };
    },
  };
  const own = openVerifier(counting);
  await own.verify(good);
  t.is(fetches, 1);
  clock += 10_000;
  const flood = Array.from({ length: 500 }, (_, index) =>
    t.throwsAsync(
      own.verify(handMadeToken({ ...header, kid: `k${index}` }, exampleClaims(), key.privateKey)),
    ),
  );
  await Promise.all(flood);
  t.is(fetches, 2);
});

test('a new key is valid once it is published, an old one until it is withdrawn', async (t) => {
  let clock = Date.now();
  const next = exampleKey('key-2');
  let published = [key.jwk];
  const own = openVerifier({
    ...base,
    now: () => clock,
    cacheMs: 60_000,
    cooldownMs: 1_000,
    jwks: async () => ({ keys: published }),
  });
  await own.verify(good);
  published = [key.jwk, next.jwk];
  clock += 1_001;
  t.is((await own.verify(exampleToken(next))).sub, 'cus_1');
  t.is((await own.verify(good)).sub, 'cus_1');
  published = [next.jwk];
  clock += 60_000;
  await t.throwsAsync(own.verify(good), { instanceOf: TokenRefused }, 'even if cached');
  t.is((await own.verify(exampleToken(next))).sub, 'cus_1');
});

test('an expired key set is read again at once, even if its cache time is below the cooldown', async (t) => {
  let clock = Date.now();
  const next = exampleKey('key-2');
  let published = [key.jwk];
  const own = openVerifier({
    ...base,
    now: () => clock,
    cacheMs: 2_000,
    cooldownMs: 10_000,
    jwks: async () => ({ keys: published }),
  });
  await own.verify(good);
  published = [key.jwk, next.jwk];
  clock += 2_000;
  t.is((await own.verify(exampleToken(next))).sub, 'cus_1');
});

test('known keys stay valid for an hour while the issuer does not answer', async (t) => {
  let clock = Date.now();
  let away = false;
  const own = openVerifier({
    ...base,
    now: () => clock,
    jwks: async () => {
      if (away) throw new Error('away');
      return { keys: [key.jwk] };
    },
  });
  await own.verify(exampleToken(key));
  away = true;
  clock += 400_000;
  const fresh = () => exampleToken(key, laterClaims(clock));
  t.is((await own.verify(fresh())).sub, 'cus_1');
  clock += 3_600_000;
  const error = await t.throwsAsync(own.verify(fresh()));
  t.false(error instanceof TokenRefused, 'the token is not to blame');
});

test('while the issuer does not answer, a token with an unknown key is not refused', async (t) => {
  let clock = Date.now();
  let away = true;
  const failing: VerifierOptions = {
    ...base,
    now: () => clock,
    jwks: async () => {
      if (away) throw new Error('away');
      return { keys: [key.jwk] };
    },
  };
  const own = openVerifier(failing);
  // The first call tries to read the keys, the second one is in the pause after that.
  for (const _ of ['tried', 'paused']) {
    t.is((await t.throwsAsync(own.verify(good)))?.message, 'away');
  }
  away = false;
  clock += 10_000;
  t.is((await own.verify(good)).sub, 'cus_1');
});

test('an answer that is not a key set counts as no answer', async (t) => {
  let clock = Date.now();
  let published: object = { keys: [key.jwk] };
  const own = openVerifier({ ...base, now: () => clock, jwks: async () => published as Jwks });
  await own.verify(good);
  for (published of [{}, { keys: 'none' }, { keys: [null] }]) {
    clock += 300_000;
    t.is((await own.verify(exampleToken(key, laterClaims(clock)))).sub, 'cus_1');
  }
});

test('keys for other algorithms than ES256 are ignored', async (t) => {
  const { jwk } = key;
  const others = [{ use: 'enc' }, { alg: 'ES384' }, { crv: 'P-384' }, { kty: 'RSA' }];
  for (const other of others) {
    const own = openVerifier({ ...base, jwks: async () => ({ keys: [{ ...jwk, ...other }] }) });
    await t.throwsAsync(own.verify(good), { instanceOf: TokenRefused }, JSON.stringify(other));
  }
});

test('a cached token expires like any other', async (t) => {
  let clock = Date.now();
  const own = openVerifier({ ...base, now: () => clock });
  const token = exampleToken(key);
  await own.verify(token);
  clock += 629_000;
  await own.verify(token);
  clock += 2_000;
  await t.throwsAsync(own.verify(token), { instanceOf: TokenRefused });
});

test('the end of a session ends its tokens, even cached ones', async (t) => {
  const ended = new Set<string>();
  const own = openVerifier({ ...base, isRevoked: ({ sid = '' }) => ended.has(sid) });
  const token = exampleToken(key);
  await own.verify(token);
  ended.add('ses_1');
  await t.throwsAsync(own.verify(token), { instanceOf: TokenRefused });
});

test('more tokens than fit into the cache are verified all the same', async (t) => {
  const own = openVerifier({ ...base, maxCached: 2 });
  const tokens = Array.from({ length: 5 }, (_, index) =>
    exampleToken(key, { sub: `cus_${index}` }),
  );
  for (const token of [...tokens, ...tokens]) await own.verify(token);
  t.is((await own.verify(tokens[0] as string)).sub, 'cus_0');
});
