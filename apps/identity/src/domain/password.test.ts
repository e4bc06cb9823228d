import test from 'ava';
import { canonicalPassword, passwordFault } from './password.ts';

const about = {
  email: 'ada.lovelace@example.org',
  isCommon: (text: string) => text === 'password',
};
const faultOf = (password: string) => passwordFault(password, about);

test('a password of 8 to 128 characters of any script is accepted, without composition rules', (t) => {
  for (const fine of [
    'aufgabe7',
    'correct horse battery staple',
    'пароль пароль',
    '密码密码密码密码',
    'x'.repeat(127) + 'y',
  ]) {
    t.is(faultOf(fine), undefined, fine);
  }
});

test('length is counted in characters, not in bytes or UTF-16 units', (t) => {
  t.is(faultOf('🙂🙃🙂🙃🙂🙃🙂'), 'too-short');
  t.is(faultOf('🙂🙃🙂🙃🙂🙃🙂🙃'), undefined);
  t.is(faultOf('🙂🙃'.repeat(64)), undefined);
  t.is(faultOf('🙂🙃'.repeat(64) + 'x'), 'too-long');
});

test('seven characters are too short, and 129 are too long', (t) => {
  t.is(faultOf('aufgabe'), 'too-short');
  t.is(faultOf('ab'.repeat(64) + 'c'), 'too-long');
});

test('a common password is refused in upper and lower case', (t) => {
  t.is(faultOf('password'), 'common');
  t.is(faultOf('PassWord'), 'common');
});

test('a password that repeats one character is common', (t) => {
  t.is(faultOf('zzzzzzzzzz'), 'common');
});

test('an email address, or the part before its @, is refused as the password of its owner', (t) => {
  t.is(faultOf('Ada.Lovelace@example.org'), 'personal');
  t.is(faultOf('ada.lovelace'), 'personal');
});

test('the same characters are the same password, however they are composed', (t) => {
  t.is(canonicalPassword('cafe\u0301 noir'), canonicalPassword('caf\u00e9 noir'));
  t.not(canonicalPassword('Cafe noir'), canonicalPassword('cafe noir'));
  t.is(canonicalPassword('  spaces stay  '), '  spaces stay  ');
});
