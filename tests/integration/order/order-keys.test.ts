import { randomBytes, randomUUID } from 'node:crypto';
import { openPersonalData } from '@commerce/order/personal/personal-data';
import { encryptedWithSharedKey } from '@commerce/order/personal/one-key-examples';
import { DecryptionError } from 'dapr-actor-runtime/personal-data';
import { openDatabase, type Database } from 'dapr-actor-runtime/postgres';
import { scratchDatabase } from '@commerce/testing/scratch-database';
import test from 'ava';

// The keys of orders whose customers have no account, in a table of the order app.
const rootSecret = randomBytes(24).toString('hex');
const person = { shippingAddress: { line1: '1 High Street' }, paymentToken: 'tok_ok' };
const { url, drop } = await scratchDatabase('order');
const databases: Database[] = [];
const { database: looking } = newProcess();
test.after.always(async () => {
  await Promise.all(databases.map((database) => database.end()));
  await drop();
});

const keyIdIn = (encrypted: string) => encrypted.split('.')[1] ?? '';
const newOrder = () => ({ orderId: `ord_${randomUUID()}` });

/** The personal data of a new process, with an empty cache. `counts` has its statements. */
function newProcess(key = rootSecret) {
  const database = openDatabase(url, { max: 1 });
  databases.push(database);
  const counts = { statements: 0 };
  database.on('acquire', () => counts.statements++);
  const personal = openPersonalData({
    ...{ rootSecret: key, clientSecret: 'none', database },
    sidecar: { invoke: () => Promise.reject(new Error('identity is never called here')) },
  });
  return { personal, database, counts };
}

/** The encrypted personal data of a new order, and the id of its key. */
async function place({ personal }: ReturnType<typeof newProcess>, customerId?: string) {
  const encrypted = await personal.encrypt({ ...newOrder(), customerId }, person);
  return { encrypted, keyId: keyIdIn(encrypted) };
}

async function wrappedOf(keyId: string): Promise<string | null | undefined> {
  const { rows } = await looking.query<{ wrapped: string | null }>(
    'SELECT wrapped FROM order_keys WHERE id = $1',
    [keyId],
  );
  return rows[0]?.wrapped;
}

test('this process decrypts without a query, and any other process can decrypt too', async (t) => {
  const { personal, counts } = newProcess();
  for (const customerId of [undefined, '17850']) {
    const order = { ...newOrder(), customerId };
    const encrypted = await personal.encrypt(order, person);
    t.notRegex(encrypted, /High|tok_ok|shippingAddress/);
    const owner = { ...order, keyId: keyIdIn(encrypted) };
    const note = (await personal.encryptNote(owner, 'Hidden Lane is closed')) ?? '';
    t.notRegex(note, /Hidden/);
    t.is(keyIdIn(note), owner.keyId);
    t.deepEqual(await personal.decrypt(order, encrypted), person);
    t.is(counts.statements, 1, 'keys were created once, for both orders, and none was read');
    const other = newProcess().personal;
    t.deepEqual(await other.decrypt(order, encrypted), person);
    t.is(await other.decryptNote(owner, note), 'Hidden Lane is closed');
  }
});

test('a text can be decrypted only for its order, in its place and with its master key', async (t) => {
  const { personal } = newProcess();
  const [order, other] = [newOrder(), newOrder()];
  const encrypted = await personal.encrypt(order, person);
  const note = (await personal.encryptNote({ ...order, keyId: keyIdIn(encrypted) }, 'x')) ?? '';
  const refused = { instanceOf: DecryptionError };
  await t.throwsAsync(personal.decrypt(other, encrypted), refused);
  await t.throwsAsync(personal.decrypt(order, note), refused);
  await t.throwsAsync(personal.decryptNote(order, encrypted), refused);
  const otherProcess = newProcess(randomBytes(24).toString('hex')).personal;
  await t.throwsAsync(otherProcess.decrypt(order, encrypted), refused);
});

test('a wrapped key is valid only under its own id', async (t) => {
  const { personal, database } = newProcess();
  const order = newOrder();
  const encrypted = await personal.encrypt(order, person);
  const other = keyIdIn(await personal.encrypt(newOrder(), person));
  await database.query(
    `UPDATE order_keys SET wrapped = (SELECT wrapped FROM order_keys WHERE id = $1) WHERE id = $2`,
    [other, keyIdIn(encrypted)],
  );
  await t.throwsAsync(newProcess().personal.decrypt(order, encrypted), {
    instanceOf: DecryptionError,
  });
});

test('no two orders share a key, however many are placed at once', async (t) => {
  const app = newProcess();
  const orders = await Promise.all(Array.from({ length: 1_000 }, () => place(app)));
  t.is(new Set(orders.map(({ keyId }) => keyId)).size, 1_000);
  t.true(app.counts.statements <= 5, `${app.counts.statements} statements made 256 keys each`);
  for (const { keyId } of orders) t.truthy(await wrappedOf(keyId), 'it is stored');
});

test.serial('an order is encrypted as soon as the database is available again', async (t) => {
  const { personal, database } = newProcess();
  await database.query('ALTER TABLE order_keys RENAME TO away');
  await t.throwsAsync(personal.encrypt(newOrder(), person), { code: 'unavailable' });
  await database.query('ALTER TABLE away RENAME TO order_keys');
  await t.notThrowsAsync(personal.encrypt(newOrder(), person));
});

test('an erased order is unreadable at once, for good and in every process', async (t) => {
  const { personal } = newProcess();
  const [order, spared] = [newOrder(), newOrder()];
  const encrypted = await personal.encrypt(order, person);
  const owner = { ...order, keyId: keyIdIn(encrypted) };
  const note = (await personal.encryptNote(owner, 'too small')) ?? '';
  const sparedText = await personal.encrypt(spared, person);
  for (const erasing of [personal, newProcess().personal]) {
    await erasing.erase(encrypted); // the second time changes nothing
    for (const one of [personal, erasing, newProcess().personal]) {
      t.is(await one.decrypt(owner, encrypted), 'erased');
      t.is(await one.decryptNote(owner, note), undefined);
      t.is(await one.encryptNote(owner, 'too small'), undefined, 'no more is stored');
    }
  }
  t.is(await wrappedOf(owner.keyId), null);
  t.deepEqual(await newProcess().personal.decrypt(spared, sparedText), person);
});

test('texts of the shared key can be decrypted beside those of own keys', async (t) => {
  const { personal } = newProcess();
  const order = newOrder();
  const old = encryptedWithSharedKey(rootSecret, JSON.stringify(person), `orders/${order.orderId}`);
  const fresh = await personal.encrypt(order, person);
  t.deepEqual([personal.isShared(old), personal.isShared(fresh)], [true, false]);
  for (const one of [personal, newProcess().personal]) {
    t.deepEqual(await one.decrypt(order, old), person);
    t.deepEqual(await one.decrypt(order, fresh), person);
  }
});

test('decryption creates no key: a text whose key is lost cannot be decrypted', async (t) => {
  const { personal, database } = newProcess();
  const order = newOrder();
  const encrypted = await personal.encrypt(order, person);
  await database.query('DELETE FROM order_keys WHERE id = $1', [keyIdIn(encrypted)]);
  await t.throwsAsync(newProcess().personal.decrypt(order, encrypted), {
    message: /there is no key/,
  });
  t.is(await wrappedOf(keyIdIn(encrypted)), undefined);
});
