import { randomBytes } from 'node:crypto';
import test from 'ava';
import { derivedKey, masterKeyOf, decrypt, encrypt, DecryptionError } from './index.ts';

const key = { id: 'a1b2c3d4', bytes: randomBytes(32) };
const ciphertext = encrypt(key, 'Ada Lovelace', 'accounts/usr_1/name');

test('an encrypted text decrypts with the same associated data', (t) => {
  t.is(decrypt(key, ciphertext, 'accounts/usr_1/name').toString(), 'Ada Lovelace');
  t.is(decrypt(key, encrypt(key, '', 'p'), 'p').toString(), '');
  t.notRegex(ciphertext, /Ada|Lovelace/);
});

test('the same text has a different ciphertext each time', (t) => {
  t.not(ciphertext, encrypt(key, 'Ada Lovelace', 'accounts/usr_1/name'));
});

test('a ciphertext decrypts with no other associated data', (t) => {
  for (const aad of ['accounts/usr_2/name', 'accounts/usr_1/email', '']) {
    t.throws(() => decrypt(key, ciphertext, aad), { instanceOf: DecryptionError });
  }
});

test('a ciphertext decrypts with no other key', (t) => {
  const other = { ...key, bytes: randomBytes(32) };
  t.throws(() => decrypt(other, ciphertext, 'accounts/usr_1/name'), {
    instanceOf: DecryptionError,
  });
  const renamed = { ...key, id: 'ffffffff' };
  t.throws(() => decrypt(renamed, ciphertext, 'accounts/usr_1/name'), {
    message: /encrypted with the key/,
  });
});

test('a changed, truncated or empty ciphertext does not decrypt', (t) => {
  const [form, id, body = ''] = ciphertext.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    const text = `${form}.${id}.${changed.toString('base64url')}`;
    t.throws(() => decrypt(key, text, 'accounts/usr_1/name'), { instanceOf: DecryptionError });
  }
  for (const text of ['', 'v1', `${form}.${id}.`, `v2.${id}.${body}`, ciphertext.slice(0, 40)]) {
    t.throws(() => decrypt(key, text, 'accounts/usr_1/name'), { instanceOf: DecryptionError });
  }
});

test('a secret always gives the same master key, and each purpose a different derived key', (t) => {
  t.deepEqual(masterKeyOf('s'.repeat(48)), masterKeyOf('s'.repeat(48)));
  t.notDeepEqual(masterKeyOf('s'.repeat(48)), masterKeyOf('t'.repeat(48)));
  t.false(derivedKey(key.bytes, 'mail').equals(derivedKey(key.bytes, 'audit')));
});
