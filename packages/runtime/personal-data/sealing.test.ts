import { randomBytes } from 'node:crypto';
import test from 'ava';
import { derivedKey, masterKeyOf, open, seal, SealBroken } from './index.ts';

const key = { id: 'a1b2c3d4', bytes: randomBytes(32) };
const sealed = seal(key, 'Ada Lovelace', 'accounts/cus_1/name');

test('what is sealed opens again in its place', (t) => {
  t.is(open(key, sealed, 'accounts/cus_1/name').toString(), 'Ada Lovelace');
  t.is(open(key, seal(key, '', 'p'), 'p').toString(), '');
  t.notRegex(sealed, /Ada|Lovelace/);
});

test('the same text is sealed differently each time', (t) => {
  t.not(sealed, seal(key, 'Ada Lovelace', 'accounts/cus_1/name'));
});

test('a sealed text opens in no other place', (t) => {
  for (const place of ['accounts/cus_2/name', 'accounts/cus_1/email', '']) {
    t.throws(() => open(key, sealed, place), { instanceOf: SealBroken });
  }
});

test('a sealed text opens with no other key', (t) => {
  const other = { ...key, bytes: randomBytes(32) };
  t.throws(() => open(other, sealed, 'accounts/cus_1/name'), { instanceOf: SealBroken });
  const renamed = { ...key, id: 'ffffffff' };
  t.throws(() => open(renamed, sealed, 'accounts/cus_1/name'), { message: /sealed with the key/ });
});

test('a changed, cut or empty text does not open', (t) => {
  const [form, id, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    const text = `${form}.${id}.${changed.toString('base64url')}`;
    t.throws(() => open(key, text, 'accounts/cus_1/name'), { instanceOf: SealBroken });
  }
  for (const text of ['', 'v1', `${form}.${id}.`, `v2.${id}.${body}`, sealed.slice(0, 40)]) {
    t.throws(() => open(key, text, 'accounts/cus_1/name'), { instanceOf: SealBroken });
  }
});

test('a secret always stands for the same master key, and purposes for other keys', (t) => {
  t.deepEqual(masterKeyOf('s'.repeat(48)), masterKeyOf('s'.repeat(48)));
  t.notDeepEqual(masterKeyOf('s'.repeat(48)), masterKeyOf('t'.repeat(48)));
  t.false(derivedKey(key.bytes, 'mail').equals(derivedKey(key.bytes, 'audit')));
});
