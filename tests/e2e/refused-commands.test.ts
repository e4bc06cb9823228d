import { randomUUID } from 'node:crypto';
import { connectStack, waitUntil } from '@commerce/testing';
import { fingerprint } from '@commerce/testing/fingerprint';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { openShop, orderOf } from '@commerce/testing/shop';
import test, { type ExecutionContext } from 'ava';
import { accounts } from './refused-account-cases.ts';
import type { Case } from './refused-case.ts';
import { commands } from './refused-command-cases.ts';
import { edits } from './refused-edit-cases.ts';
import { lists, orders, quotes } from './refused-order-cases.ts';
import { paths } from './refused-path-cases.ts';
import { stock } from './refused-stock-cases.ts';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** Longest wait until earlier work has settled, ms. */
const REST_TIMEOUT_MS = 60_000;
/** How many equal fingerprints in a row count as settled. */
const SAME_LOOKS = 20;

type Fingerprint = Awaited<ReturnType<typeof fingerprint>>;
let before: Fingerprint;

/** Orders in every state that a command can meet, and their products. */
let scenario: {
  sku: string;
  euro: string;
  confirmed: string;
  whole: string;
  shipped: string;
  shipmentId: string;
  returned: string;
  returnId: string;
  cancelled: string;
  rejected: string;
};

async function done(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const headers = await shop.tokens.importer();
  const answer = await shop.api(method, path, { ...(body && { body }), headers });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function placed(lines: Record<string, number>, more: object = {}): Promise<string> {
  const { id } = await done('POST', '/orders', { ...orderOf(lines), ...more });
  return (await shop.untilSettled(String(id))).id;
}

async function prepare(): Promise<typeof scenario> {
  await shop.location('annex');
  const sku = await shop.product(20);
  const euro = `${sku}-EUR`;
  const price = { amountMinor: 250, currency: 'EUR' };
  await done('POST', '/products', { sku: euro, name: 'Priced in another currency', price });
  const confirmed = await placed({ [sku]: 3 }, { policy: 'split' });
  const whole = await placed({ [sku]: 2 });
  const shipped = await placed({ [sku]: 3 }, { policy: 'split' });
  const two = [{ sku, quantity: 2 }];
  await done('POST', `/orders/${shipped}/shipments`, { lines: two });
  const shipmentId = (await shop.getOrder(shipped)).fulfilment?.shipments[0]?.shipmentId ?? '';
  const returned = await placed({ [sku]: 2 });
  await done('POST', `/orders/${returned}/shipments`, {});
  await done('POST', `/orders/${returned}/returns`, { reason: 'too small' });
  const returnId = (await shop.getOrder(returned)).fulfilment?.returns[0]?.returnId ?? '';
  await done('POST', `/orders/${returned}/returns/${returnId}/receipt`);
  const cancelled = await placed({ [sku]: 1 });
  await done('POST', `/orders/${cancelled}/cancellation`);
  const rejected = await placed({ [sku]: 1_000 });
  return {
    sku,
    euro,
    confirmed,
    whole,
    shipped,
    shipmentId,
    returned,
    returnId,
    cancelled,
    rejected,
  };
}

test.before(async () => {
  scenario = await prepare();
  const { confirmed, whole, shipped, returned, cancelled, rejected, sku } = scenario;
  const orderIds = [confirmed, whole, shipped, returned, cancelled, rejected];
  const atRest = async () =>
    (await shop.getOrder(returned)).status === 'returned' &&
    violationsAtRest(await readRecords(stack, { orderIds, skus: [sku] })).length === 0;
  await waitUntil(atRest, { timeoutMs: REST_TIMEOUT_MS, what: 'the orders are at rest' });
  let same = 0;
  const unchanged = async () => {
    const now = await fingerprint(stack);
    same = JSON.stringify(now) === JSON.stringify(before) ? same + 1 : 0;
    before = now;
    return same === SAME_LOOKS;
  };
  await waitUntil(unchanged, { timeoutMs: REST_TIMEOUT_MS, what: 'the databases are at rest' });
});

/** Replaces `{name}` by the scenario's value; a body can be a function of the scenario. */
function filled(text: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof scenario) => scenario[name]);
}

async function headersOf({ as, path, headers = {} }: Case): Promise<Record<string, string>> {
  const { importer, loadTester, person } = shop.tokens;
  const of = { guest: async () => ({}), 'load tester': loadTester };
  const caller = as === 'guest' || as === 'load tester' ? of[as] : as && (() => person(as));
  const all: Record<string, string> = {
    'content-type': 'application/json',
    ...(/^\/orders(?:\?|$)/.test(path) && { 'idempotency-key': randomUUID() }),
    ...(await (caller ?? importer)()),
    ...headers,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

async function refuses(t: ExecutionContext, one: Case): Promise<void> {
  const { method = 'POST', path, body, raw, status, type, pointer } = one;
  const text = raw ?? (body === undefined ? undefined : filled(JSON.stringify(body)));
  const answer = await fetch(stack.gatewayUrl + filled(path), {
    method,
    headers: await headersOf(one),
    ...(text !== undefined && { body: text }),
  });
  const problem = (await answer.json()) as { type: string; errors?: { pointer: string }[] };
  t.is(answer.status, status, JSON.stringify(problem));
  t.is(problem.type, `/problems/${type}`);
  t.is(answer.headers.get('content-type'), 'application/problem+json');
  if (pointer !== undefined) {
    const pointers = (problem.errors ?? []).map((error) => error.pointer);
    t.true(pointers.includes(pointer), `points at ${pointers.join(' ')}`);
  }
  t.deepEqual(await fingerprint(stack), before, 'a refused request changes nothing');
}

const cases: Case[] = [
  ...orders.map((one) => ({ ...one, title: `an order with ${one.title}`, path: '/orders' })),
  ...quotes.map((one) => ({ ...one, title: `a quote of ${one.title}`, path: '/quotes' })),
  ...[...lists, ...commands, ...edits, ...stock, ...paths, ...accounts],
];
for (const one of cases) {
  test.serial(`${one.title} is refused with ${one.status} ${one.type}`, refuses, one);
}
