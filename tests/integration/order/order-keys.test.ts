import { randomBytes, randomUUID } from 'node:crypto';
import { openPersonalData } from '@commerce/order/personal/personal-data';
import { sealedWithSharedKey } from '@commerce/order/personal/old-key-examples';
import { DecryptionError } from '@commerce/runtime/personal-data';
import { openDatabase, type Database } from '@commerce/runtime/postgres';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';

// The keys of orders whose customers have no account, in a table of the order app.
const masterKey = randomBytes(24).toString('hex');
const person = { shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' };
const { url, drop } = await scratchDatabase('order');
const databases: Database[] = [];
const { database: looking } = newProcess();
test.after.always(async () => {
  await Promise.all(databases.map((database) => database.end()));
  await drop();
});

const keyIdIn = (sealed: string) => sealed.split('.')[1] ?? '';
const newOrder = () => ({ orderId: `ord_${randomUUID()}` });

/** The order app as a new process has it: with an empty memory. `asked` counts its statements. */
function newProcess(key = masterKey) {
  const database = openDatabase(url, { max: 1 });
  databases.push(database);
  const counts = { asked: 0 };
  database.on('acquire', () => counts.asked++);
  const personal = openPersonalData({
    ...{ masterKey: key, clientSecret: 'none', database },
    sidecar: { invoke: () => Promise.reject(new Error('identity is never asked here')) },
  });
  return { personal, database, counts };
}

/** A placed order and what it sealed; its remarks are sealed with the same key. */
async function place({ personal }: ReturnType<typeof newProcess>, customerId?: string) {
  const sealed = await personal.encrypt({ ...newOrder(), customerId }, person);
  return { sealed, keyId: keyIdIn(sealed) };
}

async function wrappedOf(keyId: string): Promise<string | null | undefined> {
  const { rows } = await looking.query<{ wrapped: string | null }>(
    'SELECT wrapped FROM order_keys WHERE id = $1',
    [keyId],
  );
  return rows[0]?.wrapped;
}

test('what is sealed opens in this process without asking, and in any other', async (t) => {
  const { personal, counts } = newProcess();
  for (const customerId of [undefined, '17850']) {
    const placing = { ...newOrder(), customerId };
    const sealed = await personal.encrypt(placing, person);
    t.notRegex(sealed, /High|tok_ok|shippingAddress/);
    const owner = { ...placing, keyId: keyIdIn(sealed) };
    const remark = (await personal.encryptRemark(owner, 'Hidden Lane is closed')) ?? '';
    t.notRegex(remark, /Hidden/);
    t.is(keyIdIn(remark), owner.keyId);
    t.deepEqual(await personal.decrypt(placing, sealed), person);
    t.is(counts.asked, 1, 'keys were made once, for both orders, and none was read');
    const other = newProcess().personal;
    t.deepEqual(await other.decrypt(placing, sealed), person);
    t.is(await other.decryptRemark(owner, remark), 'Hidden Lane is closed');
  }
});

test('it opens for no other order, in no other place and with no other master key', async (t) => {
  const { personal } = newProcess();
  const [placing, other] = [newOrder(), newOrder()];
  const sealed = await personal.encrypt(placing, person);
  const remark = (await personal.encryptRemark({ ...placing, keyId: keyIdIn(sealed) }, 'x')) ?? '';
  const refused = { instanceOf: DecryptionError };
  await t.throwsAsync(personal.decrypt(other, sealed), refused);
  await t.throwsAsync(personal.decrypt(placing, remark), refused);
  await t.throwsAsync(personal.decryptRemark(placing, sealed), refused);
  const stranger = newProcess(randomBytes(24).toString('hex')).personal;
  await t.throwsAsync(stranger.decrypt(placing, sealed), refused);
});

test('a wrapped key is good under its own id only', async (t) => {
  const { personal, database } = newProcess();
  const placing = newOrder();
  const sealed = await personal.encrypt(placing, person);
  const other = keyIdIn(await personal.encrypt(newOrder(), person));
  await database.query(
    `UPDATE order_keys SET wrapped = (SELECT wrapped FROM order_keys WHERE id = $1) WHERE id = $2`,
    [other, keyIdIn(sealed)],
  );
  await t.throwsAsync(newProcess().personal.decrypt(placing, sealed), {
    instanceOf: DecryptionError,
  });
});

test('no two orders have one key, however many come at once', async (t) => {
  const app = newProcess();
  const orders = await Promise.all(Array.from({ length: 1_000 }, () => place(app)));
  t.is(new Set(orders.map(({ keyId }) => keyId)).size, 1_000);
  t.true(app.counts.asked <= 5, `${app.counts.asked} statements made 256 keys each`);
  for (const { keyId } of orders) t.truthy(await wrappedOf(keyId), 'it is stored');
});

test.serial('an order is sealed as soon as the database is back', async (t) => {
  const { personal, database } = newProcess();
  await database.query('ALTER TABLE order_keys RENAME TO away');
  await t.throwsAsync(personal.encrypt(newOrder(), person), { code: 'unavailable' });
  await database.query('ALTER TABLE away RENAME TO order_keys');
  await t.notThrowsAsync(personal.encrypt(newOrder(), person));
});

test('an erased order stays erased, at once and for everybody', async (t) => {
  const { personal } = newProcess();
  const [placing, spared] = [newOrder(), newOrder()];
  const sealed = await personal.encrypt(placing, person);
  const owner = { ...placing, keyId: keyIdIn(sealed) };
  const remark = (await personal.encryptRemark(owner, 'too small')) ?? '';
  const sparedText = await personal.encrypt(spared, person);
  for (const erasing of [personal, newProcess().personal]) {
    await erasing.erase(sealed); // the second time changes nothing
    for (const one of [personal, erasing, newProcess().personal]) {
      t.is(await one.decrypt(owner, sealed), 'erased');
      t.is(await one.decryptRemark(owner, remark), undefined);
      t.is(await one.encryptRemark(owner, 'too small'), undefined, 'nothing more is kept');
    }
  }
  t.is(await wrappedOf(owner.keyId), null);
  t.deepEqual(await newProcess().personal.decrypt(spared, sparedText), person);
});

test('texts of the key that orders once had together open beside those of their own', async (t) => {
  const { personal } = newProcess();
  const placing = newOrder();
  const old = sealedWithSharedKey(masterKey, JSON.stringify(person), `orders/${placing.orderId}`);
  const fresh = await personal.encrypt(placing, person);
  t.deepEqual([personal.isShared(old), personal.isShared(fresh)], [true, false]);
  for (const one of [personal, newProcess().personal]) {
    t.deepEqual(await one.decrypt(placing, old), person);
    t.deepEqual(await one.decrypt(placing, fresh), person);
  }
});

test('opening makes no key: what was sealed with one that is lost does not open', async (t) => {
  const { personal, database } = newProcess();
  const placing = newOrder();
  const sealed = await personal.encrypt(placing, person);
  await database.query('DELETE FROM order_keys WHERE id = $1', [keyIdIn(sealed)]);
  await t.throwsAsync(newProcess().personal.decrypt(placing, sealed), {
    message: /there is no key/,
  });
  t.is(await wrappedOf(keyIdIn(sealed)), undefined);
});
