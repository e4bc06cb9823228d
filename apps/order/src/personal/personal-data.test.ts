import { randomBytes } from 'node:crypto';
import { DecryptionError } from 'dapr-actor-runtime/personal-data';
import { openDatabase } from 'dapr-actor-runtime/postgres';
import test from 'ava';
import { openPersonalData } from './personal-data.ts';
import { encryptedWithSharedKey } from './one-key-examples.ts';

// What needs neither identity nor the database, and what happens without them. The rest is in
// tests/integration/order/.
const rootSecret = randomBytes(24).toString('hex');
const person = { shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' };

/** Without a database and without identity. */
const withKey = (key: string) =>
  openPersonalData({
    rootSecret: key,
    clientSecret: 'none',
    sidecar: {
      invoke: () => Promise.reject(new Error('identity is unavailable')),
    },
    database: openDatabase('postgres://127.0.0.1:1/none', { max: 1 }),
  });
const personal = withKey(rootSecret);
const refused = { instanceOf: DecryptionError };

test('texts that were encrypted with the shared key of older orders can be decrypted', async (t) => {
  const encrypted = encryptedWithSharedKey(rootSecret, JSON.stringify(person), 'orders/ord_1');
  t.true(personal.isShared(encrypted));
  for (const customerId of [undefined, '17850']) {
    t.deepEqual(await personal.decrypt({ orderId: 'ord_1', customerId }, encrypted), person);
  }
  await t.throwsAsync(personal.decrypt({ orderId: 'ord_2' }, encrypted), refused);
  await t.throwsAsync(personal.decryptNote({ orderId: 'ord_1' }, encrypted), refused);
  const note = encryptedWithSharedKey(rootSecret, 'too small', 'orders/ord_1/remarks');
  t.is(await personal.decryptNote({ orderId: 'ord_1' }, note), 'too small');
  await t.throwsAsync(personal.decrypt({ orderId: 'ord_1' }, note), refused);
  t.false(withKey(randomBytes(24).toString('hex')).isShared(encrypted));
});

test('a note on an older order is encrypted with the shared key', async (t) => {
  const old = encryptedWithSharedKey(rootSecret, JSON.stringify(person), 'orders/ord_1');
  for (const keyId of [old.split('.')[1], undefined]) {
    const encrypted = (await personal.encryptNote({ orderId: 'ord_1', keyId }, 'too small')) ?? '';
    t.true(personal.isShared(encrypted));
    t.is(await personal.decryptNote({ orderId: 'ord_1' }, encrypted), 'too small');
  }
});

test('nothing is encrypted for an account while identity is unavailable', async (t) => {
  const owner = { orderId: 'ord_1', customerId: 'cus_1' };
  const unavailable = { code: 'unavailable', message: 'Identity does not answer.' };
  await t.throwsAsync(personal.encrypt(owner, person), unavailable);
  await t.throwsAsync(personal.encryptNote(owner, 'x'), unavailable);
  for (const decrypt of [personal.decrypt, personal.decryptNote]) {
    await t.throwsAsync(decrypt(owner, 'v1.a.b'), { message: 'identity is unavailable' });
  }
});

test('nothing is encrypted for an order without an account while the database is unavailable', async (t) => {
  const unavailable = { code: 'unavailable', message: 'The database does not answer.' };
  for (const customerId of [undefined, '17850']) {
    const owner = { orderId: 'ord_1', customerId, keyId: 'a' };
    await t.throwsAsync(personal.encrypt(owner, person), unavailable);
    await t.throwsAsync(personal.encryptNote(owner, 'x'), unavailable);
    for (const decrypt of [personal.decrypt, personal.decryptNote]) {
      await t.throwsAsync(decrypt(owner, 'v1.a.b'), { code: 'ECONNREFUSED' });
    }
  }
});

test('the digest of a request depends on the master key', (t) => {
  const digest = personal.digestOf('{"token":"tok_ok"}');
  t.is(withKey(rootSecret).digestOf('{"token":"tok_ok"}'), digest);
  t.not(personal.digestOf('{"token":"tok_no"}'), digest);
  t.not(withKey(randomBytes(24).toString('hex')).digestOf('{"token":"tok_ok"}'), digest);
});
