import { randomBytes } from 'node:crypto';
import { DecryptionError } from '@commerce/runtime/personal-data';
import { openDatabase } from '@commerce/runtime/postgres';
import test from 'ava';
import { openPersonalData } from './personal-data.ts';
import { sealedWithSharedKey } from './old-key-examples.ts';

// What needs no key of another place, and what happens without them. The rest is in
// tests/integration/order/.
const masterKey = randomBytes(24).toString('hex');
const person = { shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' };

/** Nobody listens where the database should be, and identity is away. */
const withKey = (key: string) =>
  openPersonalData({
    masterKey: key,
    clientSecret: 'none',
    sidecar: {
      invoke: () => Promise.reject(new Error('identity is away')),
    },
    database: openDatabase('postgres://127.0.0.1:1/none', { max: 1 }),
  });
const personal = withKey(masterKey);
const refused = { instanceOf: DecryptionError };

test('what was sealed with the key that orders had together still opens', async (t) => {
  const sealed = sealedWithSharedKey(masterKey, JSON.stringify(person), 'orders/ord_1');
  t.true(personal.isShared(sealed));
  for (const customerId of [undefined, '17850']) {
    t.deepEqual(await personal.decrypt({ orderId: 'ord_1', customerId }, sealed), person);
  }
  await t.throwsAsync(personal.decrypt({ orderId: 'ord_2' }, sealed), refused);
  await t.throwsAsync(personal.decryptRemark({ orderId: 'ord_1' }, sealed), refused);
  const remark = sealedWithSharedKey(masterKey, 'too small', 'orders/ord_1/remarks');
  t.is(await personal.decryptRemark({ orderId: 'ord_1' }, remark), 'too small');
  await t.throwsAsync(personal.decrypt({ orderId: 'ord_1' }, remark), refused);
  t.false(withKey(randomBytes(24).toString('hex')).isShared(sealed));
});

test('what people write of an old order is sealed with the key that it has', async (t) => {
  const old = sealedWithSharedKey(masterKey, JSON.stringify(person), 'orders/ord_1');
  for (const keyId of [old.split('.')[1], undefined]) {
    const sealed = (await personal.encryptRemark({ orderId: 'ord_1', keyId }, 'too small')) ?? '';
    t.true(personal.isShared(sealed));
    t.is(await personal.decryptRemark({ orderId: 'ord_1' }, sealed), 'too small');
  }
});

test('nothing is sealed for an account while identity is away', async (t) => {
  const owner = { orderId: 'ord_1', customerId: 'cus_1' };
  const unavailable = { code: 'unavailable', message: 'Identity does not answer.' };
  await t.throwsAsync(personal.encrypt(owner, person), unavailable);
  await t.throwsAsync(personal.encryptRemark(owner, 'x'), unavailable);
  for (const open of [personal.decrypt, personal.decryptRemark]) {
    await t.throwsAsync(open(owner, 'v1.a.b'), { message: 'identity is away' });
  }
});

test('nothing is sealed for an order without an account while the database is away', async (t) => {
  const unavailable = { code: 'unavailable', message: 'The database does not answer.' };
  for (const customerId of [undefined, '17850']) {
    const owner = { orderId: 'ord_1', customerId, keyId: 'a' };
    await t.throwsAsync(personal.encrypt(owner, person), unavailable);
    await t.throwsAsync(personal.encryptRemark(owner, 'x'), unavailable);
    for (const open of [personal.decrypt, personal.decryptRemark]) {
      await t.throwsAsync(open(owner, 'v1.a.b'), { code: 'ECONNREFUSED' });
    }
  }
});

test('the digest of a request needs the master key', (t) => {
  const digest = personal.digestOf('{"token":"tok_ok"}');
  t.is(withKey(masterKey).digestOf('{"token":"tok_ok"}'), digest);
  t.not(personal.digestOf('{"token":"tok_no"}'), digest);
  t.not(withKey(randomBytes(24).toString('hex')).digestOf('{"token":"tok_ok"}'), digest);
});
