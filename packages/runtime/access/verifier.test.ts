import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import test from 'ava';
import { exportJWK, SignJWT } from 'jose';
import { openVerifier, TokenRefused, type VerifierOptions } from './index.ts';
import { AUDIENCE, exampleClaims, exampleKey, exampleToken, ISSUER } from './token-examples.ts';

const key = exampleKey('key-1');
const stranger = exampleKey('key-1');
const jwks = async () => ({ keys: [key.jwk] });
const base = { issuer: ISSUER, audience: AUDIENCE, jwks };
const verifier = openVerifier(base);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nowSeconds = () => Math.floor(Date.now() / 1000);

/** A token whose header and claims are any JSON, signed as ES256 is. */
function handMade(header: unknown, claims: unknown, privateKey: KeyObject = key.privateKey) {
  const input = `${encoded(header)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(input), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${input}.${signature.toString('base64url')}`;
}

function hmacToken(alg: string, secret: string | Buffer): string {
  const input = `${encoded({ alg, typ: 'at+jwt', kid: key.kid })}.${encoded(exampleClaims())}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function rsaToken(alg: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const input = `${encoded({ alg, typ: 'at+jwt', kid: key.kid })}.${encoded(exampleClaims())}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

function changed(token: string, part: 0 | 1 | 2, change: (text: string) => string): string {
  return token
    .split('.')
    .map((one, index) => (index === part ? change(one) : one))
    .join('.');
}

test('a token of the issuer says who its caller is', async (t) => {
  const caller = await verifier.verify(
    exampleToken(key, { roles: ['customer', 'support'], scope: 'a b' }),
  );
  t.like(caller, { sub: 'cus_1', kind: 'user', sid: 'ses_1', roles: ['customer', 'support'] });
  t.deepEqual(caller.scopes, ['a', 'b']);
  t.true(caller.exp > nowSeconds());
});

test('a token that another library made is the same to us', async (t) => {
  const token = await new SignJWT(exampleClaims())
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'key-1' })
    .sign(key.privateKey);
  t.is((await verifier.verify(token)).sub, 'cus_1');
  t.like(await exportJWK(key.publicKey), { kty: 'EC', crv: 'P-256' });
});

const good = exampleToken(key);
const header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
const now = nowSeconds();
const publicPem = key.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const derSignature = sign('sha256', Buffer.from('x'), key.privateKey).toString('base64url');

/** RFC 8725 and what else strangers try. */
const hostile: Record<string, string> = {
  'nothing at all': '',
  'one word': 'token',
  'only dots': '..',
  'two parts': good.split('.').slice(0, 2).join('.'),
  'four parts': `${good}.AAAA`,
  'no signature': changed(good, 2, () => ''),
  'no algorithm': `${encoded({ alg: 'none', typ: 'at+jwt', kid: key.kid })}.${encoded(exampleClaims())}.`,
  'the algorithm nOnE with a signature': handMade({ ...header, alg: 'nOnE' }, exampleClaims()),
  'the public key as an HMAC secret': hmacToken('HS256', publicPem),
  'an empty HMAC secret': hmacToken('HS256', ''),
  'a short signature under ES256': hmacToken('ES256', publicPem),
  'an RSA signature': rsaToken('RS256'),
  'an RSA signature called ES256': rsaToken('ES256'),
  'the algorithm ES384': handMade({ ...header, alg: 'ES384' }, exampleClaims()),
  'the algorithm es256 in small letters': handMade({ ...header, alg: 'es256' }, exampleClaims()),
  'a list of algorithms': handMade({ ...header, alg: ['ES256'] }, exampleClaims()),
  'a key of its own in the header': handMade(
    { ...header, jwk: stranger.jwk },
    exampleClaims(),
    stranger.privateKey,
  ),
  'an address of keys': handMade({ ...header, jku: 'https://evil.example/keys' }, exampleClaims()),
  'an address of certificates': handMade(
    { ...header, x5u: 'https://evil.example' },
    exampleClaims(),
  ),
  'a certificate chain': handMade({ ...header, x5c: ['AAAA'] }, exampleClaims()),
  'a critical extension': handMade({ ...header, crit: ['exp'], exp: 1 }, exampleClaims()),
  'an unencoded payload': handMade({ ...header, b64: false }, exampleClaims()),
  'a compressed payload': handMade({ ...header, zip: 'DEF' }, exampleClaims()),
  'an unknown key id': handMade({ ...header, kid: 'key-2' }, exampleClaims()),
  'no key id': handMade({ alg: 'ES256', typ: 'at+jwt' }, exampleClaims()),
  'a path as key id': handMade({ ...header, kid: '../../dev/null' }, exampleClaims()),
  'SQL as key id': handMade({ ...header, kid: "' OR 1=1 --" }, exampleClaims()),
  'the key id __proto__': handMade({ ...header, kid: '__proto__' }, exampleClaims()),
  'a number as key id': handMade({ ...header, kid: 1 }, exampleClaims()),
  'the type JWT': handMade({ ...header, typ: 'JWT' }, exampleClaims()),
  'no type': handMade({ alg: 'ES256', kid: key.kid }, exampleClaims()),
  'the type of a logout token': handMade({ ...header, typ: 'logout+jwt' }, exampleClaims()),
  'a header that is null': handMade(null, exampleClaims()),
  'a header that is a list': handMade([header], exampleClaims()),
  'a header that is no JSON': changed(good, 0, () => 'e30e30e30'),
  'the signature of another key': exampleToken(stranger),
  'the signature of another token': changed(good, 2, () => exampleToken(key).split('.')[2] ?? ''),
  'a signature of zeros': changed(good, 2, () => Buffer.alloc(64).toString('base64url')),
  'a DER signature': changed(good, 2, () => derSignature),
  'changed claims': changed(good, 1, () => encoded(exampleClaims({ roles: ['admin'] }))),
  'padding after the signature': `${good}==`,
  'white space around it': ` ${good} `,
  'another issuer': exampleToken(key, { iss: 'https://evil.example' }),
  'the issuer with a slash more': exampleToken(key, { iss: `${ISSUER}/` }),
  'no issuer': exampleToken(key, { iss: undefined }),
  'another audience': exampleToken(key, { aud: 'other-shop' }),
  'no audience': exampleToken(key, { aud: undefined }),
  'an end in the past': exampleToken(key, { iat: now - 700, nbf: now - 700, exp: now - 31 }),
  'no end': exampleToken(key, { exp: undefined }),
  'an end as text': handMade(header, exampleClaims({ exp: String(now + 600) })),
  'an end in a thousand years': exampleToken(key, { exp: now + 31_557_600_000 }),
  'a beginning in the future': exampleToken(key, { nbf: now + 300 }),
  'no beginning': exampleToken(key, { nbf: undefined }),
  'no subject': exampleToken(key, { sub: undefined }),
  'a subject with a line break': exampleToken(key, { sub: 'cus_1\nadmin' }),
  'no token id': exampleToken(key, { jti: undefined }),
  'a user without a session': exampleToken(key, { sid: undefined }),
  'an unknown kind': exampleToken(key, { kind: 'root' }),
  'roles as text': exampleToken(key, { roles: 'admin' }),
  'a thousand roles': exampleToken(key, { roles: Array.from({ length: 100 }, () => 'r') }),
  'scopes as a list': exampleToken(key, { scope: ['import'] }),
  'claims that are a list': handMade(header, [exampleClaims()]),
  'claims that are a text': handMade(header, 'cus_1'),
  'a megabyte': `${encoded(header)}.${'A'.repeat(1_048_576)}.${'A'.repeat(86)}`,
};

for (const [what, token] of Object.entries(hostile)) {
  test(`refused: ${what}`, async (t) => {
    await t.throwsAsync(verifier.verify(token), { instanceOf: TokenRefused });
  });
}

test("a stranger's key ids cause one fetch per cooldown, however many there are", async (t) => {
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
    t.throwsAsync(own.verify(handMade({ ...header, kid: `k${index}` }, exampleClaims()))),
  );
  await Promise.all(flood);
  t.is(fetches, 2);
});

test('a new key counts as soon as it is published, an old one until it is withdrawn', async (t) => {
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
  await t.throwsAsync(own.verify(good), { instanceOf: TokenRefused }, 'also when remembered');
  t.is((await own.verify(exampleToken(next))).sub, 'cus_1');
});

test('known keys outlive an issuer that gives no answer, for an hour', async (t) => {
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
  const later = Math.floor(clock / 1000);
  const fresh = () => exampleToken(key, { iat: later, nbf: later, exp: later + 600 });
  t.is((await own.verify(fresh())).sub, 'cus_1');
  clock += 3_600_000;
  const error = await t.throwsAsync(own.verify(fresh()));
  t.false(error instanceof TokenRefused, 'it is not the fault of the token');
});

test('a remembered token ends when it ends', async (t) => {
  let clock = Date.now();
  const own = openVerifier({ ...base, now: () => clock });
  const token = exampleToken(key);
  await own.verify(token);
  clock += 629_000;
  await own.verify(token);
  clock += 2_000;
  await t.throwsAsync(own.verify(token), { instanceOf: TokenRefused });
});

test('a session that has ended ends its tokens, also remembered ones', async (t) => {
  const ended = new Set<string>();
  const own = openVerifier({ ...base, isRevoked: ({ sid = '' }) => ended.has(sid) });
  const token = exampleToken(key);
  await own.verify(token);
  ended.add('ses_1');
  await t.throwsAsync(own.verify(token), { instanceOf: TokenRefused });
});

test('more tokens than are remembered are verified all the same', async (t) => {
  const own = openVerifier({ ...base, maxRemembered: 2 });
  const tokens = Array.from({ length: 5 }, (_, index) =>
    exampleToken(key, { sub: `cus_${index}` }),
  );
  for (const token of [...tokens, ...tokens]) await own.verify(token);
  t.is((await own.verify(tokens[0] as string)).sub, 'cus_0');
});
