import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { RebuildReport } from '@commerce/order/use-cases/rebuild-read-models';
import type { Owner } from '@commerce/order/personal/personal-data';
import { createSidecar } from 'dapr-actor-runtime/sidecar';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer, type Customer } from '@commerce/testing/customers';
import { jsonClient } from '@commerce/testing/json-client';
import { leakFinder } from '@commerce/testing/leak-patterns';
import { entriesOf, linesOf, rowsOf } from '@commerce/testing/leak-sources';
import { CUSTOMER } from '@commerce/testing/shop';
import { openServerSentEvents } from '@commerce/testing/server-sent-events';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';
import { orderSecrets } from './order-secrets.ts';

// A customer, a guest and a customer who cancels send addresses and payment tokens. The token
// reaches the payment provider, and neither is stored unencrypted anywhere; the same holds for the
// texts of returns and repairs. Once the customer or the guest's order is erased, these data cannot
// be decrypted any more.
const stack = connectStack();
const staff = openOrderStaff(stack);
const { shop } = staff;
const { api } = shop;
const { daprHttpPort } = stack.app('order');
const sidecar = createSidecar({ port: daprHttpPort, apiToken: stack.daprApiToken });
/** What the order app itself would see, in a new process without cached keys. */
const orderApp = () => orderSecrets(stack, sidecar);
test.after.always(async () => {
  await sidecar.close();
  await stack.close();
});

const WAIT = { timeoutMs: 30_000 };
const LANE = `Unmistakable Lane ${randomBytes(6).toString('hex')}`;
const REASON = `Unmistakable reason ${randomBytes(6).toString('hex')}`;
const NOTE = `Unmistakable note ${randomBytes(6).toString('hex')}`;
const TOKEN = 'tok_webhook_first';
const person = {
  shippingAddress: { ...CUSTOMER.shippingAddress, lines: [LANE] },
  contact: CUSTOMER.contact,
  paymentToken: TOKEN,
};

async function order(sku: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, body } = await shop.place(
    {
      lines: [{ sku, quantity: 1 }],
      shippingAddress: person.shippingAddress,
      contact: person.contact,
      payment: { token: person.paymentToken },
      currency: 'GBP',
    },
    headers,
  );
  if (status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`);
  return String(body['id']);
}

async function encryptedOf(id: string): Promise<string> {
  const { rows } = await stack
    .database('order')
    .query<{ event: string }>(
      `SELECT encode(value, 'escape') AS event FROM stream_state WHERE key = $1`,
      [`order||order-${id}-1`],
    );
  const { type, data } = JSON.parse(rows[0]?.event ?? '{}') as {
    type: string;
    data: { personal: string };
  };
  if (type !== 'OrderPlaced.v2') throw new Error(`${id} begins with ${type}`);
  return data.personal;
}

/** Where one of the texts is found: in a row, a log, an entry of Redis, as plain text or base64. */
async function placesOf(...texts: string[]): Promise<string[]> {
  const find = leakFinder(texts.map((text) => ({ kind: 'wanted', text })));
  const places = new Set<string>();
  const everything = [
    ...Object.entries(stack.databaseUrls).map(([app, url]) => rowsOf(url, app)),
    entriesOf(stack.redisUrl, 'redis'),
    linesOf(join(stack.dataDir, 'logs'), 'logs'),
  ];
  for (const pages of everything) {
    for await (const page of pages) {
      for (const { place, text } of page) {
        if (find(text).some(({ kind }) => kind === 'wanted')) places.add(place);
      }
    }
  }
  return [...places];
}

async function untilListed(...ids: string[]): Promise<void> {
  await waitUntil(
    async () => {
      const { rowCount } = await stack
        .database('order')
        .query('SELECT FROM order_summaries WHERE order_id = ANY($1) AND version > 1', [ids]);
      return rowCount === ids.length;
    },
    { ...WAIT, what: 'all events have arrived' },
  );
}

let customer: Customer;
let ofCustomer: string;
let ofGuest: string;
let sentBack: string;
let sku: string;

test.serial('addresses and payment tokens are stored unencrypted nowhere', async (t) => {
  customer = await newCustomer(stack);
  sku = await shop.product(5);
  ofCustomer = await order(sku, customer.headers);
  ofGuest = await order(sku);
  const cancelled = await order(sku, customer.headers);
  await api('POST', `/orders/${cancelled}/cancellation`, { headers: customer.headers });
  await waitUntil(
    async () => (await readOrder(cancelled, customer.headers)).status === 'cancelled',
    { ...WAIT, what: 'the order is cancelled' },
  );
  await untilListed(ofCustomer, ofGuest, cancelled);

  t.deepEqual(await placesOf(LANE, TOKEN), []);
  const seen = (await placesOf(ofCustomer)).join('\n');
  for (const place of [/^order\.stream_state\.value/m, /^payment\./m, /^redis orders/m]) {
    t.regex(seen, place, 'the search covers this place');
  }
  for (const id of [ofCustomer, ofGuest]) {
    t.deepEqual(
      (await shop.authorizations(id)).map(({ status }) => status),
      ['authorized'],
      'the payment token has still reached the provider',
    );
  }
  const owners: Owner[] = [
    { orderId: ofCustomer, customerId: customer.customerId },
    { orderId: ofGuest },
  ];
  for (const owner of owners) {
    t.deepEqual(await (await orderApp()).decrypt(owner, await encryptedOf(owner.orderId)), person);
  }
});

test.serial('free texts about an order are stored unencrypted nowhere', async (t) => {
  const { headers } = customer;
  sentBack = await order(sku, headers);
  await staff.post(`/orders/${sentBack}/shipments`);
  const asked = await api('POST', `/orders/${sentBack}/returns`, {
    body: { reason: REASON },
    headers,
  });
  t.is(asked.status, 201);
  const { returnId = '' } = (asked.body as unknown as OrderResource).fulfilment?.returns[0] ?? {};
  stack.armFailpoint('order', 'before-refund-return', 'refuse');
  await staff.receive(sentBack, returnId);
  await untilParkedAfter(0);
  // It parks again, so that the list shows the repair.
  stack.armFailpoint('order', 'before-refund-return', 'refuse');
  const body = { action: 'retry', note: NOTE };
  const operator = await shop.tokens.person('operator');
  t.is((await staff.post(`/orders/${sentBack}/repair`, body, operator)).status, 202);
  t.is((await untilParkedAfter(1)).repairs[0]?.note, NOTE);
  t.is((await staff.repair(sentBack, 'retry')).status, 202);
  await waitUntil(async () => (await readOrder(sentBack, headers)).status === 'returned', {
    ...WAIT,
    what: 'the order is parked again',
  });
  t.deepEqual(await placesOf(REASON, NOTE), []);
});

test.serial('the owner and the shop can read the free texts of the order', async (t) => {
  const support = await shop.tokens.person('support');
  for (const headers of [customer.headers, support]) {
    for (const path of ['/events', '/diff?from=0&to=5']) {
      const { body } = await api('GET', `/orders/${sentBack}${path}`, { headers });
      const text = JSON.stringify(body);
      t.true(text.includes(`"reason":"${REASON}"`), path);
      t.notRegex(text, /personal/);
    }
    const { body } = await api('GET', `/orders/${sentBack}/events`, { headers });
    t.true(JSON.stringify(body).includes(`"note":"${NOTE}"`));
  }
  const stream = `${stack.gatewayUrl}/orders/${sentBack}/stream`;
  const client = await openServerSentEvents(stream, customer.headers);
  await waitUntil(async () => (await client.next())?.event === 'OrderReturned.v1', {
    ...WAIT,
    what: 'the stream has sent all events',
  });
  client.close();
  t.true(client.text().includes(REASON) && client.text().includes(NOTE));
  t.notRegex(client.text(), /personal/);
});

test.serial('no answer contains a ciphertext', async (t) => {
  for (const path of ['', '/events', '/diff?from=0&to=1']) {
    const { status, body } = await api('GET', `/orders/${ofCustomer}${path}`, customer);
    t.is(status, 200);
    t.notRegex(JSON.stringify(body), /personal|requestHash|Unmistakable|tok_/);
  }
});

test.serial(
  'the order of an erased customer is still readable and counted, without personal data',
  async (t) => {
    const before = await readOrder(ofCustomer, customer.headers);
    const { password, headers } = customer;
    t.is((await api('DELETE', '/me', { body: { password }, headers })).status, 204);

    const owner = { orderId: ofCustomer, customerId: customer.customerId };
    t.is(await (await orderApp()).decrypt(owner, await encryptedOf(ofCustomer)), 'erased');
    await t.throwsAsync((await orderApp()).encrypt(owner, person), { message: /was erased/ });

    const trusted = await shop.tokens.loadTester();
    t.deepEqual(await readOrder(ofCustomer, trusted), before);
    const listed = await api('GET', `/orders?customer=${customer.customerId}`, {
      headers: trusted,
    });
    t.is((listed.body['items'] as object[]).length, 3);
    const app = jsonClient(stack.app('order').url);
    const answer = await app('POST', '/read-models/rebuild', {
      body: { check: true },
      headers: { 'dapr-api-token': stack.appApiToken },
    });
    const { differences } = answer.body as unknown as RebuildReport;
    t.deepEqual(differences, []);
  },
);

test.serial(
  'support erases the order of a guest, which continues without personal data',
  async (t) => {
    const support = await shop.tokens.person('support');
    const erase = (id: string, headers: Record<string, string> = support) =>
      api('POST', `/orders/${id}/erasure`, { headers });
    await staff.post(`/orders/${ofGuest}/shipments`);
    const { body: asked } = await api('POST', `/orders/${ofGuest}/returns`, {
      body: { reason: REASON },
    });
    const { returnId = '' } = (asked as unknown as OrderResource).fulfilment?.returns[0] ?? {};
    t.regex(await eventsOf(ofGuest), new RegExp(REASON), 'the guest can read it');
    const before = await readOrder(ofGuest, support);

    const someone = await newCustomer(stack);
    t.is((await erase(ofGuest, someone.headers)).status, 403);
    t.is((await erase(ofGuest, {})).status, 401);
    t.like(await erase(await order(sku, someone.headers)), {
      status: 409,
      body: { type: '/problems/erased-with-account' },
    });
    t.is((await erase(`ord_${'0'.repeat(32)}`)).status, 404);
    t.regex(await eventsOf(ofGuest), new RegExp(REASON), 'nothing is erased yet');

    for (let times = 1; times <= 2; times++) {
      t.is((await erase(ofGuest)).status, 204);
      t.notRegex(
        await eventsOf(ofGuest),
        /Unmistakable|"reason"/,
        'immediately in the process that erased it',
      );
    }
    t.is(
      await (await orderApp()).decrypt({ orderId: ofGuest }, await encryptedOf(ofGuest)),
      'erased',
    );
    t.deepEqual(await readOrder(ofGuest, support), before);
    await staff.receive(ofGuest, returnId);
    await staff.untilReturn(ofGuest, 'returned');
  },
);

test.serial('an app without cached keys cannot read erased data', async (t) => {
  const trusted = await shop.tokens.loadTester();
  await stack.untilRestarted(stack.kill('order'));
  const events = await waitUntil(
    async () => {
      const { status, body } = await api('GET', `/orders/${sentBack}/events`, { headers: trusted });
      return status === 200 && (body['items'] as { type: string; data: object }[]);
    },
    { ...WAIT, what: 'the new process answers' },
  );
  t.regex(JSON.stringify(events), /OrderReturnRequested.v2.+OrderRepairStarted.v1/);
  t.notRegex(JSON.stringify(events), /Unmistakable|Ada Lovelace|personal|"reason":"too|"note"/);

  await staff.post(`/orders/${ofCustomer}/shipments`);
  const late = await staff.post(`/orders/${ofCustomer}/returns`, { reason: REASON });
  t.is(late.status, 201, 'a return can still be requested, and its reason is not stored');
  t.regex(await eventsOf(ofGuest), /OrderReturnRequested.v2.+OrderReturned.v1/);
  t.notRegex(await eventsOf(ofGuest), /Unmistakable|personal|"reason"/);
  t.is((await readOrder(ofGuest, trusted))['status'], 'returned', 'its events can still be folded');
  t.deepEqual(await placesOf(REASON, NOTE), []);
});

/** The events of an order for a caller who knows its id. */
async function eventsOf(id: string): Promise<string> {
  const { status, body } = await api('GET', `/orders/${id}/events`);
  if (status !== 200) throw new Error(`no events: ${JSON.stringify(body)}`);
  return JSON.stringify(body);
}

function untilParkedAfter(repairs: number) {
  return waitUntil(
    async () =>
      (await staff.parked()).find(
        (row) => row.orderId === sentBack && row.repairs.length === repairs,
      ),
    { ...WAIT, what: `the return is parked after ${repairs} repairs` },
  );
}

async function readOrder(id: string, headers: Record<string, string>) {
  return (await api('GET', `/orders/${id}`, { headers })).body;
}
