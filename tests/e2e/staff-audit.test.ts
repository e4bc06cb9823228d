import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Role } from '@commerce/contracts/identity/access';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer } from '@commerce/testing/customers';
import { openShop, orderOf } from '@commerce/testing/shop';
import test from 'ava';

// Actions of staff are in the audit log of identity before they are performed, and their outcomes
// after. Serial: one test stops identity.
const stack = connectStack();
const shop = openShop(stack);
const ROOT = resolve(import.meta.dirname, '../..');
const PATIENCE_MS = 20_000;
test.after.always(() => stack.close());

interface Row {
  actor: string;
  action: string;
  outcome: string;
  correlationId: string;
}

/** The entries about a path, oldest first, as an admin reads them. */
async function entriesAbout(path: string): Promise<Row[]> {
  const headers = await shop.tokens.person('admin');
  const about = encodeURIComponent(path);
  const { status, body } = await shop.api('GET', `/audit?about=${about}`, { headers });
  if (status !== 200) throw new Error(`reading the audit log failed: ${JSON.stringify(body)}`);
  return (body['items'] as Row[]).toReversed();
}

const outcomesOf = async (path: string) =>
  (await entriesAbout(path)).map(({ action, outcome }) => `${action} ${outcome}`);

const idOf = async (headers: Record<string, string>) =>
  String((await shop.api('GET', '/me', { headers })).body['customerId']);

async function as(role: Role, path: string, body: object, correlationId?: string) {
  const traced = correlationId === undefined ? {} : { 'x-correlation-id': correlationId };
  const headers = { ...(await shop.tokens.person(role)), ...traced };
  return shop.api('POST', path, { body, headers });
}

const lose = (units: number) => ({ location: 'main', delta: -units, reason: 'lost' });

test.serial(
  'an adjustment is recorded as asked and done, with actor and correlation id',
  async (t) => {
    const path = `/stock/${await shop.product(5)}/adjustments`;
    t.is((await as('warehouse', path, lose(1), `of${path.replaceAll('/', '.')}`)).status, 201);
    const entries = await entriesAbout(path);
    t.deepEqual(
      entries.map(({ outcome }) => outcome),
      ['asked', 'done'],
    );
    const entry = {
      actor: await idOf(await shop.tokens.person('warehouse')),
      action: 'adjustStock',
      correlationId: `of${path.replaceAll('/', '.')}`,
    };
    for (const one of entries) t.like(one, entry);
  },
);

test.serial('a command that the rules refuse is recorded as asked and refused', async (t) => {
  const path = `/stock/${await shop.product(5)}/adjustments`;
  t.is((await as('warehouse', path, lose(6))).status, 409);
  t.deepEqual(await outcomesOf(path), ['adjustStock asked', 'adjustStock refused']);
});

test.serial('a forbidden call of a customer is recorded as refused', async (t) => {
  const sku = await shop.product(5);
  const path = `/stock/${sku}/adjustments`;
  const { customerId, headers } = await newCustomer(stack);
  t.is((await shop.api('POST', path, { body: lose(1), headers })).status, 403);
  const entries = await waitUntil(
    async () => {
      const found = await entriesAbout(path);
      return found.length > 0 && found;
    },
    { timeoutMs: PATIENCE_MS, what: 'the refusal is in the audit log' },
  );
  t.is(entries.length, 1);
  t.like(entries[0], { actor: customerId, action: 'adjustStock', outcome: 'refused' });
});

test.serial(
  'actions of customers are not recorded, actions of staff for them and of service clients are',
  async (t) => {
    const sku = await shop.product(10);
    const { headers } = await newCustomer(stack);
    const placed = async () =>
      String((await shop.place(orderOf({ [sku]: 1 }), headers)).body['id']);
    const [own, supported, shipped] = [await placed(), await placed(), await placed()];

    const cancelled = await shop.api('POST', `/orders/${own}/cancellation`, { body: {}, headers });
    t.true(cancelled.status < 300, JSON.stringify(cancelled.body));
    t.true((await as('support', `/orders/${supported}/cancellation`, {})).status < 300);
    const importer = await shop.tokens.importer();
    const ship = `/orders/${shipped}/shipments`;
    t.is((await shop.api('POST', ship, { body: {}, headers: importer })).status, 201);

    t.deepEqual(await outcomesOf(`/orders/${supported}/cancellation`), [
      'cancelOrder asked',
      'cancelOrder done',
    ]);
    t.deepEqual(await outcomesOf(`/orders/${own}/cancellation`), []);
    const noted = async () => (await outcomesOf(ship)).length > 0;
    await waitUntil(noted, { timeoutMs: PATIENCE_MS, what: 'the shipment is in the audit log' });
    t.deepEqual(await outcomesOf(ship), ['shipOrder done']);
    t.false((await entriesAbout(ship))[0]?.actor.startsWith('cus_'));
    t.deepEqual(await outcomesOf('/orders'), []);
  },
);

test.serial('the creation of a product is recorded as asked and done', async (t) => {
  const sku = `${await shop.product(0)}-2`;
  const price = { amountMinor: 250, currency: 'GBP' };
  const headers = { ...(await shop.tokens.person('catalog-manager')), 'x-correlation-id': sku };
  const body = { sku, name: 'A thing', price };
  t.is((await shop.api('POST', '/products', { body, headers })).status, 201);
  const entries = await entriesAbout('/products');
  t.deepEqual(
    entries.filter((one) => one.correlationId === sku).map(({ outcome }) => outcome),
    ['asked', 'done'],
  );
});

test.serial('staff cannot act while identity cannot record it', async (t) => {
  const sku = await shop.product(5);
  const path = `/stock/${sku}/adjustments`;
  const { headers } = await newCustomer(stack);
  t.is((await shop.api('POST', `/stock/${sku}/receipts`, { body: {}, headers })).status, 403);
  t.is((await as('warehouse', path, lose(1))).status, 201);

  // Stopped, it accepts requests and does not answer. Killed, it would be restarted too soon.
  stack.kill('identity', 'SIGSTOP');
  let isResumed = false;
  const resume = () => {
    if (!isResumed) stack.kill('identity', 'SIGCONT');
    isResumed = true;
  };
  t.teardown(resume);
  const unavailable = await as('warehouse', path, lose(1));
  t.is(unavailable.status, 503);
  t.is(unavailable.body['type'], '/problems/unavailable');
  t.regex(String(unavailable.body['detail']), /audit log cannot be written/);
  const forbidden = await shop.api('POST', path, { body: lose(1), headers });
  t.is(forbidden.status, 403, 'a forbidden call is still refused as such');
  t.is((await shop.place(orderOf({ [sku]: 1 }))).status, 201, 'customers can still order');
  resume();

  await shop.untilNothingHeld(sku);
  t.is((await shop.stock(sku)).available, 3, 'five, minus one lost and one sold');
  t.is((await as('warehouse', path, lose(1))).status, 201);
  t.is((await shop.stock(sku)).available, 2);
});

test.serial('the hash chain of the audit log is intact', (t) => {
  const check = spawnSync(process.execPath, ['scripts/audit.ts', 'check'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, COMMERCE_DATA_DIR: stack.dataDir },
  });
  t.is(check.status, 0, check.stdout + check.stderr);
  t.regex(check.stdout, /is intact: \d+ rows/);
});
