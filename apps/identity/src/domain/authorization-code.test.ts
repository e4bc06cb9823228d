import test from 'ava';
import { decideExchange, requestFault, type IssuedCode } from './authorization-code.ts';

const code: IssuedCode = {
  clientId: 'browser',
  redirectUri: 'https://shop.example/callback',
  challenge: 'c'.repeat(43),
  expiresAt: 60_000,
  used: false,
};
const asked = { clientId: code.clientId, redirectUri: code.redirectUri, challenge: code.challenge };

test('a code is exchanged by who asked for it, with the secret of its challenge', (t) => {
  t.is(decideExchange(code, asked, 59_999), 'accept');
});

test('a code is refused to another client, for another address, with another secret, too late', (t) => {
  t.is(decideExchange(code, { ...asked, clientId: 'other' }, 1), 'refuse');
  t.is(decideExchange(code, { ...asked, redirectUri: `${code.redirectUri}/` }, 1), 'refuse');
  t.is(decideExchange(code, { ...asked, challenge: 'd'.repeat(43) }, 1), 'refuse');
  t.is(decideExchange(code, asked, 60_000), 'refuse');
});

test('a code that was used is reuse, whoever comes with it', (t) => {
  t.is(decideExchange({ ...code, used: true }, asked, 1), 'reuse');
  t.is(decideExchange({ ...code, used: true }, { ...asked, clientId: 'thief' }, 1), 'reuse');
});

test('a request without an S256 challenge is refused', (t) => {
  const fine = {
    response_type: 'code',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  };
  t.is(requestFault(fine), undefined);
  t.is(requestFault({ ...fine, code_challenge_method: 'plain' }), 'invalid_request');
  t.is(requestFault({ ...fine, code_challenge_method: undefined }), 'invalid_request');
  t.is(requestFault({ ...fine, code_challenge: undefined }), 'invalid_request');
  t.is(requestFault({ ...fine, code_challenge: 'short' }), 'invalid_request');
  t.is(requestFault({ ...fine, response_type: 'token' }), 'unsupported_response_type');
});
