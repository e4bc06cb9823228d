import { randomBytes } from 'node:crypto';
import test from 'ava';
import { isGenuine, readRefreshToken, refreshToken } from './refresh-token.ts';

const key = randomBytes(32);
const session = { sid: `ses_${'a1'.repeat(16)}`, seed: 'seed', generation: 3 };
const token = refreshToken(key, session);
const read = (text: string) =>
  readRefreshToken(text) as NonNullable<ReturnType<typeof readRefreshToken>>;

test('a refresh token contains its session and generation, and can be derived again', (t) => {
  t.like(read(token), { sid: session.sid, generation: 3 });
  t.true(isGenuine(key, read(token), session));
  t.is(refreshToken(key, session), token);
});

test('a token with another generation, session, seed or key is not genuine', (t) => {
  t.false(isGenuine(key, read(token.replace('.3.', '.4.')), session));
  t.false(isGenuine(key, read(token.replace('a1a1', 'a1a2')), session));
  t.false(isGenuine(key, read(token), { ...session, seed: 'other' }));
  t.false(isGenuine(randomBytes(32), read(token), session));
});

test('a malformed refresh token is rejected', (t) => {
  const body = token.slice(token.lastIndexOf('.') + 1);
  const sid = 'a1'.repeat(16);
  for (const text of [
    '',
    'rt_',
    token.slice(1),
    `${token}x`,
    `rt_${sid}.0.${body}`,
    `rt_${sid}.-1.${body}`,
    `rt_../..3.${body}`,
    `${token}\n`,
  ]) {
    t.is(readRefreshToken(text), undefined, text);
  }
});
