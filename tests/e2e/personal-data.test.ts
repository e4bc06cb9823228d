import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { RebuildReport } from '@commerce/contracts/order/rebuild-api';
import type { Owner } from '@commerce/order/personal/personal-data';
import { createSidecar } from '@commerce/runtime/sidecar';
import { connectStack, waitUntil } from '@commerce/testing';
import { newCustomer, type Customer } from '@commerce/testing/customers';
import { jsonClient } from '@commerce/testing/json-client';
import { leakFinder } from '@commerce/testing/leak-kinds';
import { entriesOf, linesOf, rowsOf } from '@commerce/testing/leak-places';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import { orderSecrets } from './order-secrets.ts';

// A customer, a guest and one who cancels say where they live and what pays: it reaches the payment
// provider and is written nowhere in clear. Once the customer is erased nothing opens it any more.
const stack = connectStack();
const shop = openShop(stack);
const { api } = shop;
const { daprHttpPort } = stack.app('order');
const sidecar = createSidecar({ port: daprHttpPort, apiToken: stack.daprApiToken });
/** What the order app itself would see: of a new process, which has kept no key. */
const orderApp = () => orderSecrets(stack, sidecar);
test.after.always(async () => {
  await sidecar.close();
  await stack.close();
});

const WAIT = { timeoutMs: 30_000 };
const LANE = `Unmistakable Lane ${randomBytes(6).toString('hex')}`;
const TOKEN = 'tok_webhook_first';
const person = {
  shippingAddress: { line1: LANE, city: 'London', country: 'United Kingdom' },
  paymentToken: TOKEN,
};

async function order(sku: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, body } = await shop.place(
    {
      lines: [{ sku, quantity: 1 }],
      shippingAddress: person.shippingAddress,
      payment: { token: person.paymentToken },
      currency: 'GBP',
    },
    headers,
  );
  if (status !== 201) throw new Error(`not placed: ${JSON.stringify(body)}`);
  return String(body['id']);
}

async function sealedOf(id: string): Promise<string> {
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

/** Where one of the texts stands: in a row, a log, an entry of Redis, in clear or as base64. */
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
    { ...WAIT, what: 'every event has come' },
  );
}

let customer: Customer;
let ofCustomer: string;
let sku: string;

test.serial('where a customer lives and what pays is written nowhere in clear', async (t) => {
  customer = await newCustomer(stack);
  sku = await shop.product(3);
  ofCustomer = await order(sku, customer.headers);
  const ofGuest = await order(sku);
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
    t.regex(seen, place, 'the search does look there');
  }
  for (const id of [ofCustomer, ofGuest]) {
    t.deepEqual(
      (await shop.authorizations(id)).map(({ status }) => status),
      ['authorized'],
      'what pays has reached the provider all the same',
    );
  }
  const owners: Owner[] = [
    { orderId: ofCustomer, customerId: customer.customerId },
    { orderId: ofGuest },
  ];
  for (const owner of owners) {
    t.deepEqual(await orderApp().open(owner, await sealedOf(owner.orderId)), person);
  }
});

test.serial('nobody is shown what was sealed', async (t) => {
  for (const path of ['', '/events', '/diff?from=0&to=1']) {
    const { status, body } = await api('GET', `/orders/${ofCustomer}${path}`, customer);
    t.is(status, 200);
    t.notRegex(JSON.stringify(body), /personal|requestHash|Unmistakable|tok_/);
  }
});

test.serial('an erased customer leaves an order that reads, counts, and hides them', async (t) => {
  const before = await readOrder(ofCustomer, customer.headers);
  const { password, headers } = customer;
  t.is((await api('DELETE', '/me', { body: { password }, headers })).status, 204);

  const owner = { orderId: ofCustomer, customerId: customer.customerId };
  t.is(await orderApp().open(owner, await sealedOf(ofCustomer)), 'erased');
  await t.throwsAsync(orderApp().seal(owner, person), { message: /was erased/ });

  const trusted = await shop.tokens.loadTester();
  t.deepEqual(await readOrder(ofCustomer, trusted), before);
  const listed = await api('GET', `/orders?customer=${customer.customerId}`, { headers: trusted });
  t.is((listed.body['items'] as object[]).length, 2);
  const app = jsonClient(stack.app('order').url);
  const answer = await app('POST', '/read-models/rebuild', {
    body: { check: true },
    headers: { 'dapr-api-token': stack.appApiToken },
  });
  const { differences } = answer.body as unknown as RebuildReport;
  t.deepEqual(differences, []);
});

async function readOrder(id: string, headers: Record<string, string>) {
  return (await api('GET', `/orders/${id}`, { headers })).body;
}
