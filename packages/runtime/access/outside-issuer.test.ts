import { createHmac, createPublicKey } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import {
  OIDC_AUDIENCE,
  signingKey,
  signingKeys,
  startOidcIssuer,
  type SigningAlgorithm,
} from '@commerce/testing/oidc-issuer';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import type { JWK } from 'jose';
import { createLogger } from '../telemetry/index.ts';
import { openOutsideVerifier, TokenRefused } from './index.ts';

const log = createLogger({ service: 'access-test', level: 'silent' });
const oidc = await startOidcIssuer();
const outside = {
  issuer: oidc.issuer,
  audience: OIDC_AUDIENCE,
  rolesClaim: 'realm_access.roles',
  roleMap: new Map([['auditors', 'finance']]),
  everyone: ['member'],
  idPrefix: 'acc',
};
const verifier = openOutsideVerifier(outside, { log });
const second = await startOidcIssuer();
const refused = { instanceOf: TokenRefused };

/** The issuer may be slow when it begins to answer again. */
const untilRead = <T>(check: () => Promise<T>) =>
  waitUntil(check, { timeoutMs: 30_000, what: 'the keys are read again' });

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that are refused. All but the first few are signed by the issuer's own key. */
async function hostile(): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const good = await oidc.sign({});
  const [, payload = '', signature = ''] = good.split('.');
  const rsa = oidc.keys().find(({ alg }) => alg === 'RS256') as JWK;
  const pem = createPublicKey({ key: rsa as never, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  const hmacInput = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: rsa.kid })}.${payload}`;
  const mac = createHmac('sha256', pem).update(hmacInput).digest('base64url');
  const none = `${encoded({ alg: 'none', typ: 'at+jwt', kid: rsa.kid })}.${payload}.`;
  return {
    'a token of another real issuer': await second.clientToken('reports'),
    'a token of the issuer for another audience': await oidc.clientToken('reports', {
      resource: 'https://other.example',
    }),
    'no algorithm': none,
    'no algorithm, with a signature': none + signature,
    'the public key as an HMAC secret': `${hmacInput}.${mac}`,
    'the signature of another token': good.replace(/[^.]*$/, 'AAAA'),
    'changed claims': good.replace(payload, encoded({ iss: oidc.issuer, aud: OIDC_AUDIENCE })),
    'RS256 called PS256': await oidc
      .sign({}, { alg: 'RS256' })
      .then((one) => one.replace(/^[^.]*/, encoded({ alg: 'PS256', kid: rsa.kid }))),
    'another iss': await oidc.sign({ iss: `${oidc.issuer}/` }),
    'no iss': await oidc.sign({ iss: undefined }),
    'no aud': await oidc.sign({ aud: undefined }),
    'expired beyond the leeway': await oidc.sign({ iat: now - 700, exp: now - 31 }),
    'no exp': await oidc.sign({ exp: undefined }),
    'no iat': await oidc.sign({ iat: undefined }),
    'not valid yet': await oidc.sign({ nbf: now + 300 }),
    'valid for a week': await oidc.sign({ exp: now + 604_800 }),
    'an ID token': await oidc.sign({ at_hash: 'x' }),
    'the type of a logout token': await oidc.sign({}, { typ: 'logout+jwt' }),
    'a key of its own': await oidc.sign({}, { jwk: { kty: 'RSA' } }),
    'a key URL': await oidc.sign({}, { jku: 'https://evil.example' }),
    'a long token': await oidc.sign({ filler: 'x'.repeat(8_192) }),
    'one word': 'token',
    nothing: '',
  };
}

const refusedTokens = await hostile();
test.after.always(() => Promise.all([oidc.stop(), second.stop()]));

test.serial('a user signs in at a real issuer, and has the mapped roles', async (t) => {
  const caller = await verifier.verify(await oidc.userToken('grace+auditors+staff'));
  t.like(caller, { kind: 'user', scopes: [] });
  t.deepEqual(caller.roles, ['member', 'finance']);
  t.regex(caller.sub, /^acc_[0-9a-f]{32}$/);
  const again = await verifier.verify(await oidc.userToken('grace+auditors+staff'));
  t.is(again.sub, caller.sub);
  t.not((await verifier.verify(await oidc.userToken('ada'))).sub, caller.sub);
});

for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA'] satisfies SigningAlgorithm[]) {
  test.serial(`a service client gets in with a token under ${alg}`, async (t) => {
    const caller = await verifier.verify(await oidc.clientToken('reports import', { alg }));
    t.like(caller, { kind: 'client', sub: `service-${alg.toLowerCase()}`, roles: [] });
    t.deepEqual(caller.scopes, ['reports', 'import']);
  });
}

for (const [what, token] of Object.entries(refusedTokens)) {
  test.serial(`refused: ${what}`, async (t) => {
    await t.throwsAsync(verifier.verify(token), refused);
  });
}

test.serial('30 s of difference between the clocks are tolerated', async (t) => {
  const now = Math.floor(Date.now() / 1000);
  const late = await oidc.sign({ iat: now - 700, exp: now - 20 });
  const early = await oidc.sign({ nbf: now + 20 });
  for (const token of [late, early]) t.is((await verifier.verify(token)).kind, 'user');
});

test.serial('a key rotation is followed without a refused token, again and again', async (t) => {
  const before = oidc.keys();
  const old = await oidc.clientToken('reports');
  for (const _ of ['first', 'second', 'third']) {
    await oidc.rotate([...(await signingKeys()), ...oidc.keys()]);
    t.is((await verifier.verify(await oidc.clientToken('reports'))).kind, 'client');
    t.is((await verifier.verify(old)).kind, 'client', 'the old key is still published');
  }
  await oidc.rotate(oidc.keys().filter((key) => !before.includes(key)));
});

test.serial('a withdrawn key is refused once the set was read again', async (t) => {
  let clock = Date.now();
  const own = openOutsideVerifier(outside, { log, now: () => clock });
  const old = await oidc.sign({ exp: Math.floor(clock / 1000) + 3_600 });
  t.is((await own.verify(old)).kind, 'user');
  await oidc.rotate(await signingKeys());
  clock += 300_000;
  await t.throwsAsync(own.verify(old), refused, 'even if cached');
});

test.serial(
  'while the issuer is away or hangs, known keys stay valid and nothing waits',
  async (t) => {
    let clock = Date.now();
    const own = openOutsideVerifier(outside, { log, now: () => clock });
    const lasting = { exp: Math.floor(clock / 1000) + 7_200 };
    const known = await oidc.sign(lasting);
    t.is((await own.verify(known)).kind, 'user');
    const strange = await signingKey('RS256');
    for (const [away, back] of [
      [() => oidc.signal('SIGSTOP'), () => oidc.signal('SIGCONT')],
      [oidc.stop, oidc.start],
    ] as const) {
      await away();
      clock += 300_000;
      t.is((await own.verify(known)).kind, 'user');
      t.is((await own.verify(await oidc.sign(lasting))).kind, 'user', 'a token that is seen first');
      const unknown = await oidc.sign(lasting, { kid: strange.kid });
      const error = await t.throwsAsync(own.verify(unknown));
      t.false(error instanceof TokenRefused, 'it cannot be known whether the key is published');
      clock += 60_000;
      const since = performance.now();
      for (let n = 0; n < 100; n += 1) await own.verify(known);
      t.true(performance.now() - since < 2_000, 'no call waits for the issuer');
      await back();
      clock += 60_000;
      await own.verify(known);
      await t.throwsAsync(own.verify(unknown), refused, 'now it is known');
    }
  },
);

test.serial('a verifier that starts while the issuer is away works once it is back', async (t) => {
  await oidc.stop();
  let clock = Date.now();
  const own = openOutsideVerifier(outside, { log, now: () => clock });
  const token = await oidc.sign({});
  const error = await t.throwsAsync(own.verify(token));
  t.false(error instanceof TokenRefused);
  await oidc.start();
  const caller = await untilRead(() => {
    clock += 2_000;
    return own.verify(token).catch(() => undefined);
  });
  t.is(caller.kind, 'user');
});

/** An issuer that says what the test wants, and counts the requests. */
async function saying(documents: Record<string, (url: string) => unknown>) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const document = documents[request.url ?? '']?.(url);
    response.statusCode = document === undefined ? 404 : 200;
    response.end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return { url, requests: () => requests, stop: () => server.close() };
}

const publicOf = ({ kty, n, e, kid, alg, use }: JWK) => ({ kty, n, e, kid, alg, use });
const DISCOVERY = '/.well-known/openid-configuration';

test.serial('forged key ids cause few reads, and a rotation is seen among them', async (t) => {
  const issuer = await saying({
    [DISCOVERY]: (url) => ({
      issuer: url,
      jwks_uri: `${url}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }),
    '/keys': () => ({
      keys: oidc
        .keys()
        .filter(({ alg }) => alg === 'RS256')
        .map(publicOf),
    }),
  });
  const own = openOutsideVerifier({ ...outside, issuer: issuer.url }, { log });
  const ours = { iss: issuer.url };
  await own.verify(await oidc.sign(ours));
  const before = issuer.requests();
  const since = performance.now();
  const forged = Array.from({ length: 400 }, async (_, n) =>
    t.throwsAsync(own.verify(await oidc.sign(ours, { kid: `forged-${n}` })), refused),
  );
  await Promise.all(forged.slice(0, 1));
  await oidc.rotate(await signingKeys());
  t.is((await own.verify(await oidc.sign(ours))).kind, 'user');
  await Promise.all(forged);
  const seconds = (performance.now() - since) / 1_000;
  t.true(issuer.requests() - before <= 2 * (1 + Math.ceil(seconds / 2)), 'one read each 2 s');
  issuer.stop();
});

test.serial('documents that cannot be right are an outage and no reason to refuse', async (t) => {
  const right = (url: string) => ({
    issuer: url,
    jwks_uri: `${url}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  });
  const keys = () => ({
    keys: oidc
      .keys()
      .filter(({ alg }) => alg === 'RS256')
      .map(publicOf),
  });
  const cases: Record<string, Record<string, (url: string) => unknown>> = {
    'no discovery': { '/keys': keys },
    'the discovery of another issuer': {
      [DISCOVERY]: (url) => ({ ...right(url), issuer: `${url}/` }),
      '/keys': keys,
    },
    'no address of keys': {
      [DISCOVERY]: (url) => ({ ...right(url), jwks_uri: undefined }),
      '/keys': keys,
    },
    'no keys': { [DISCOVERY]: right },
    'something else in place of keys': { [DISCOVERY]: right, '/keys': () => 'none' },
    'more than a key set has': {
      [DISCOVERY]: right,
      '/keys': () => ({ ...keys(), filler: 'x'.repeat(300_000) }),
    },
  };
  for (const [what, documents] of Object.entries(cases)) {
    const issuer = await saying(documents);
    const own = openOutsideVerifier({ ...outside, issuer: issuer.url }, { log });
    const error = await t.throwsAsync(own.verify(await oidc.sign({ iss: issuer.url })));
    t.false(error instanceof TokenRefused, what);
    issuer.stop();
  }
  const silent = await saying({
    [DISCOVERY]: (url) => ({ ...right(url), id_token_signing_alg_values_supported: ['HS256'] }),
    '/keys': keys,
  });
  const own = openOutsideVerifier({ ...outside, issuer: silent.url }, { log });
  await t.throwsAsync(own.verify(await oidc.sign({ iss: silent.url })), refused, 'not announced');
  silent.stop();
});
