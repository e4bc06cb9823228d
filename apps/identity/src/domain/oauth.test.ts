import test from 'ava';
import { authorizationError, decideExchange, grantScopes, type IssuedCode } from './oauth.ts';

const code: IssuedCode = {
  clientId: 'browser',
  redirectUri: 'https://shop.example/callback',
  challenge: 'c'.repeat(43),
  expiresAt: 60_000,
  used: false,
};
const exchange = {
  clientId: code.clientId,
  redirectUri: code.redirectUri,
  challenge: code.challenge,
};

test('the client that requested a code can exchange it with the verifier of its challenge', (t) => {
  t.is(decideExchange(code, exchange, 59_999), 'accept');
});

test('a code is refused for another client, redirect URI or verifier, or after it expired', (t) => {
  t.is(decideExchange(code, { ...exchange, clientId: 'other' }, 1), 'refuse');
  t.is(decideExchange(code, { ...exchange, redirectUri: `${code.redirectUri}/` }, 1), 'refuse');
  t.is(decideExchange(code, { ...exchange, challenge: 'd'.repeat(43) }, 1), 'refuse');
  t.is(decideExchange(code, exchange, 60_000), 'refuse');
});

test('a second use of a code is reuse, whichever client presents it', (t) => {
  t.is(decideExchange({ ...code, used: true }, exchange, 1), 'reuse');
  t.is(decideExchange({ ...code, used: true }, { ...exchange, clientId: 'thief' }, 1), 'reuse');
});

test('an authorization request without an S256 challenge is refused', (t) => {
  const valid = {
    response_type: 'code',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  };
  t.is(authorizationError(valid), undefined);
  t.is(authorizationError({ ...valid, code_challenge_method: 'plain' }), 'invalid_request');
  t.is(authorizationError({ ...valid, code_challenge_method: undefined }), 'invalid_request');
  t.is(authorizationError({ ...valid, code_challenge: undefined }), 'invalid_request');
  t.is(authorizationError({ ...valid, code_challenge: 'short' }), 'invalid_request');
  t.is(authorizationError({ ...valid, response_type: 'token' }), 'unsupported_response_type');
});

test('a client gets the scopes that it requests and has, or all of its own if it names none', (t) => {
  t.deepEqual(grantScopes(['orders', 'stock'], undefined), ['orders', 'stock']);
  t.deepEqual(grantScopes(['orders', 'stock'], 'stock'), ['stock']);
  t.is(grantScopes(['orders'], 'orders import'), undefined);
  t.is(grantScopes([], 'import'), undefined);
});
