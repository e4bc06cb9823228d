import { randomBytes } from 'node:crypto';
import { SealBroken } from '@commerce/runtime/personal-data';
import test from 'ava';
import { openPersonalData } from './personal-data.ts';

const masterKey = randomBytes(24).toString('hex');
const person = { shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' };

/** The personal data of orders whose customers have no account: identity is never asked. */
const withKey = (key: string) =>
  openPersonalData({
    masterKey: key,
    clientSecret: 'none',
    sidecar: {
      invoke: () => Promise.reject(new Error('identity is away')),
    },
  });
const personal = withKey(masterKey);

test('what a guest or an imported customer says is sealed without asking identity', async (t) => {
  for (const customerId of [undefined, '17850']) {
    const owner = { orderId: 'ord_1', customerId };
    const sealed = await personal.seal(owner, person);
    t.notRegex(sealed, /High|tok_ok|shippingAddress/);
    t.regex(sealed, /^v1\.[0-9a-f]{8}\.[\w-]+$/);
    t.deepEqual(await personal.open(owner, sealed), person);
    t.deepEqual(await withKey(masterKey).open(owner, sealed), person);
  }
});

test('it opens for no other order and with no other master key', async (t) => {
  const sealed = await personal.seal({ orderId: 'ord_1' }, person);
  const refused = { instanceOf: SealBroken };
  await t.throwsAsync(personal.open({ orderId: 'ord_2' }, sealed), refused);
  const other = withKey(randomBytes(24).toString('hex'));
  await t.throwsAsync(other.open({ orderId: 'ord_1' }, sealed), refused);
});

test('a remark opens for its order only, and is no address', async (t) => {
  const owner = { orderId: 'ord_1' };
  const sealed = (await personal.sealRemark(owner, 'Hidden Lane is closed')) ?? '';
  t.notRegex(sealed, /Hidden/);
  t.is(await withKey(masterKey).openRemark(owner, sealed), 'Hidden Lane is closed');
  const refused = { instanceOf: SealBroken };
  await t.throwsAsync(personal.openRemark({ orderId: 'ord_2' }, sealed), refused);
  await t.throwsAsync(personal.open(owner, sealed), refused);
  await t.throwsAsync(personal.openRemark(owner, await personal.seal(owner, person)), refused);
});

test('nothing is sealed for an account while identity is away', async (t) => {
  const owner = { orderId: 'ord_1', customerId: 'cus_1' };
  await t.throwsAsync(personal.seal(owner, person), { message: /Identity does not answer/ });
  await t.throwsAsync(personal.sealRemark(owner, 'x'), { message: /Identity does not answer/ });
  for (const open of [personal.open, personal.openRemark]) {
    await t.throwsAsync(open(owner, 'v1.a.b'), { message: 'identity is away' });
  }
});

test('the digest of a request needs the master key', (t) => {
  const digest = personal.digestOf('{"token":"tok_ok"}');
  t.is(withKey(masterKey).digestOf('{"token":"tok_ok"}'), digest);
  t.not(personal.digestOf('{"token":"tok_no"}'), digest);
  t.not(withKey(randomBytes(24).toString('hex')).digestOf('{"token":"tok_ok"}'), digest);
});
