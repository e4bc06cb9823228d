import { generateKeyPairSync } from 'node:crypto';
import test from 'ava';
import { leakFinder, masked } from './leak-patterns.ts';

const find = leakFinder([{ kind: 'secret databasePassword', text: '0123456789abcdef' }]);
const kindsIn = (text: string) => [...new Set(find(text).map(({ kind }) => kind))].sort();
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

const jwt = [
  base64url({ alg: 'ES256', typ: 'at+jwt' }),
  base64url({ sub: 'cus_1', iss: 'http://127.0.0.1' }),
  'MEUCIQDabcdefghijklmnop_qrs-tuv',
].join('.');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));

const leaks: [text: string, kind: string][] = [
  ['the password is 0123456789abcdef', 'secret databasePassword'],
  [`{"msg":"${jwt}"}`, 'JSON Web Token'],
  [`a rt_${'0a'.repeat(16)}.3.${'x'.repeat(43)} b`, 'refresh token'],
  ['Authorization: Bearer abcdefghijkl', 'bearer token'],
  [`authorization: basic ${Buffer.from('a:secret').toString('base64')}`, 'basic credentials'],
  [pem, 'private key'],
  [jwk, 'private key'],
  [JSON.stringify({ key: jwk }), 'private key'],
  [`whsec_${'A'.repeat(32)}`, 'key of a provider'],
  ['{"token":"tok_ok"}', 'payment token'],
  ['postgres://commerce:hunter2@127.0.0.1/order', 'password in a URL'],
  ['{"password":"x"}', 'field named like a secret'],
  [JSON.stringify({ body: '{"refresh_token": "abc"}' }), 'field named like a secret'],
  ['paid with 4111111111111111.', 'card number'],
  ['"4111 1111 1111 1111"', 'card number'],
  ['5555-5555-5555-4444', 'card number'],
  ['3782 822463 10005', 'card number'],
  ['6011111111111117', 'card number'],
  ['3530111333300000', 'card number'],
  ['{"id":"5569701667116623"}', 'card number'],
  ['{"cvv":"123"}', 'card field'],
  [JSON.stringify({ body: '{"cardNumber":1}' }), 'card field'],
  ['to ada.lovelace+shop@mail.example.org', 'e-mail address'],
  ['/accounts?email=ada%40demo.example', 'e-mail address'],
];

for (const [text, kind] of leaks) {
  test(`a ${kind} is found in ${text.replace(/\s/g, ' ').slice(0, 30)}`, (t) => {
    t.true(kindsIn(text).includes(kind), `found ${kindsIn(text).join(', ')}`);
    const encoded = Buffer.from(`{"some":"thing before it","text":${JSON.stringify(text)}}`);
    t.true(kindsIn(`data ${encoded.toString('base64')}`).includes(kind), 'also in base64');
  });
}

const harmless = [
  'ord_01a202475736700080ccb54ab7f2690a:2 at 2026-11-22T08:02:39.556Z',
  'redis entry 1795334559649-0, 1795334559649 ms, 1795334559649000000 ns',
  'order 4111111111111112 has no check digit of a card',
  'amount 4111111111111111.5, ref-4111111111111111, 4111111111111111abc',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '{"span":"4bf92f3577b34da6a3ce929d0e0e4736-4111111111111111-5555555555554444"}',
  '{"spanId":"5569701667116623","msg":"position was taken by another writer"}',
  JSON.stringify({ line: '{"spanId":"5569701667116623"}' }),
  'postgres://commerce:xxxxx@127.0.0.1/order and redis://:***@127.0.0.1',
  '{"password":"[Redacted]","authorization":"[Redacted]"}',
  'Bearer realm="commerce", error="invalid_token"',
  'at run (/app/node_modules/koa@3.3.0/lib/index.js:1:2) dapr@v1.18.1/pkg/runtime.go',
  '{"public_jwk":{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}}',
  'v1.ab12cd34.f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  '"panel": 1, "company": 2, "cvvless": 3',
];

for (const text of harmless) {
  test(`no leak is found in ${text.slice(0, 40)}`, (t) => t.deepEqual(find(text), []));
}

test('a report names the kind but not the leaked text', (t) => {
  const text = `key ${jwt} of ada@demo.example`;
  t.is(masked(text, find(text)), 'key <JSON Web Token> of <e-mail address>');
});

test('a known text that is too short is rejected', (t) => {
  t.throws(() => leakFinder([{ kind: 'secret x', text: 'abc' }]), { instanceOf: RangeError });
});
