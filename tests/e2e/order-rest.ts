import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { ReconciliationReport } from '@commerce/contracts/payment/reconciliation-api';
import { waitUntil, type TestStack } from '@commerce/testing';
import { violationsAtAnyTime, violationsAtRest, type Records } from '@commerce/testing/invariants';
import { jsonClient } from '@commerce/testing/json-client';
import { readRecords } from '@commerce/testing/records';
import type { Shop } from '@commerce/testing/shop';
import { changedMinor } from './order-linearization.ts';
import {
  amountsOf,
  PRICE_MINOR,
  statusOf,
  stockOf,
  sum,
  count,
  type Units,
} from './order-model.ts';
import { newKey, type KnownOrder } from './order-requests.ts';

/** Longest time until all events, sweeps and workflows have settled, ms. */
const REST_TIMEOUT_MS = 60_000;

interface Run {
  stack: TestStack;
  shop: Shop;
  orders: KnownOrder[];
  skus: string[];
  /** Units that came in, by product. */
  received: Units;
  fail: (text: string) => never;
  /** Compares an order with its model once more. */
  verify: (order: KnownOrder) => Promise<void>;
}

/**
 * Waits until nothing of a run is pending: an operator has decided about everything that is parked, and
 * reconciliation has found nothing more to repair. Then all books must agree: the order's, the model's,
 * payment's, the provider's and the stock's.
 */
export async function restOf(run: Run): Promise<void> {
  const { orders, fail } = run;
  for (const order of orders) await decideParked(run, order);
  const records = await untilInvariantsHold(run);
  for (const order of orders) {
    await run.verify(order);
    const resource = await run.shop.getOrder(order.id);
    if (resource.status !== statusOf(order.model)) fail(`${order.id} is ${resource.status}`);
    verifyMoney(run, order, { resource, records });
    await verifyStreet(run, order);
  }
  for (const sku of run.skus) verifyStock(run, sku, records);
  await verifyReconciled(run);
}

/** The operator tries again what is parked, and gives up what fails once more. */
async function decideParked({ shop, fail }: Run, { id }: KnownOrder): Promise<void> {
  const operator = await shop.tokens.person('operator');
  const tried = new Set<string>();
  await waitUntil(
    async () => {
      const { parked = [], returnStatus, refunds = [] } = await shop.getOrder(id);
      for (const { saga, returnId, refundId, shipmentId, actions } of parked) {
        const about = { returnId, refundId, shipmentId };
        const key = JSON.stringify({ saga, ...about });
        const isSaga = saga !== 'ship-order' && saga !== 'shipped-anyway';
        const action = isSaga && !tried.has(key) ? 'retry' : (actions.at(-1) ?? 'skip');
        const chosen =
          saga === 'shipped-anyway' ? 'restock' : isSaga && tried.has(key) ? 'skip' : action;
        tried.add(key);
        const headers = { ...operator, ...newKey() };
        await shop.api('POST', `/orders/${id}/repair`, {
          body: { action: chosen, ...about },
          headers,
        });
      }
      const isRefunding = refunds.some(({ status }) => status === 'approved');
      return parked.length === 0 && returnStatus !== 'received' && !isRefunding;
    },
    { timeoutMs: REST_TIMEOUT_MS, what: `nothing of ${id} is parked` },
  ).catch(async (error: unknown) =>
    fail(`${String(error)} ${JSON.stringify((await shop.getOrder(id)).parked)}`),
  );
}

async function untilInvariantsHold({ stack, skus, orders, fail }: Run): Promise<Records> {
  const scope = { orderIds: orders.map(({ id }) => id), skus };
  let left: unknown[] = [];
  const atRest = async () => {
    const records = await readRecords(stack, scope);
    const always = violationsAtAnyTime(records);
    if (always.length > 0) fail(`at any time: ${JSON.stringify(always, null, 1)}`);
    left = violationsAtRest(records);
    if (left.length === 0) return records;
    await reconcile(stack);
    return false;
  };
  return waitUntil(atRest, { timeoutMs: REST_TIMEOUT_MS, what: 'all invariants hold' }).catch(
    (error: unknown) => fail(`at rest: ${String(error)} ${JSON.stringify(left, null, 1)}`),
  );
}

function verifyMoney(
  { fail }: Run,
  { id, model, token, payment }: KnownOrder,
  { resource, records }: { resource: OrderResource; records: Records },
): void {
  const row = records.payments.find(({ orderId }) => orderId === id);
  const { capturedMinor = 0, refundedMinor = 0 } = row ?? {};
  const expected = amountsOf(model);
  const foreign =
    changedMinor(resource, 'refunded-at-provider') - changedMinor(resource, 'refund-failed');
  const refunds = expected.refundedMinor + foreign;
  const told = `${id} (${token})`;
  if (token === 'tok_single_capture') {
    // What it took too much is given back once nothing more ships.
    const isOver = resource.amounts?.owedMinor === 0 || model.status !== 'confirmed';
    const keeps = capturedMinor - refundedMinor;
    if (isOver && keeps !== expected.capturedMinor - refunds) fail(`${told} keeps ${keeps}`);
    return;
  }
  if (capturedMinor !== expected.capturedMinor) fail(`${told} has captured ${capturedMinor}`);
  if (refundedMinor !== refunds) fail(`${told} has refunded ${refundedMinor}, not ${refunds}`);
  if (model.status === 'confirmed' && resource.amounts?.refundedMinor !== refunds) {
    fail(`${told} says ${JSON.stringify(resource.amounts)}, refunded were ${refunds}`);
  }
  if (payment.foreign) return;
  for (const one of model.returns) {
    const price = sum(Object.values(one.units)) * PRICE_MINOR;
    if (one.status === 'arrived' && one.refundMinor > price) {
      fail(`${told} refunds ${one.refundMinor} for units of ${price}`);
    }
  }
}

function verifyStock({ fail, orders, received }: Run, sku: string, { stock }: Records): void {
  const rows = stock.filter((row) => row.sku === sku);
  const of = (countOf: (row: Records['stock'][0]) => number) => sum(rows.map(countOf));
  const models = orders.map(({ model }) => stockOf(model, sku));
  const expected = {
    onHand: count(received, sku) - sum(models.map(({ gone }) => gone)),
    reserved: sum(models.map(({ reserved }) => reserved)),
    quarantined: sum(models.map(({ quarantined }) => quarantined)),
  };
  const is = {
    onHand: of(({ onHand }) => onHand),
    reserved: of(({ reserved }) => reserved),
    quarantined: of(({ quarantined }) => quarantined),
  };
  if (JSON.stringify(is) === JSON.stringify(expected)) return;
  fail(`${sku} has ${JSON.stringify(is)}, the orders leave ${JSON.stringify(expected)}`);
}

async function verifyStreet({ shop, fail }: Run, { id, streets }: KnownOrder): Promise<void> {
  const headers = await shop.tokens.person('support');
  const path = `/orders/${id}/personal-data?purpose=support`;
  const { body } = await shop.api('GET', path, { headers });
  const { lines = [] } = (body['shippingAddress'] ?? {}) as { lines?: string[] };
  if (!streets.has(lines[0] ?? '')) fail(`${id} goes to ${lines[0]}, not ${[...streets].join()}`);
}

async function reconcile(stack: TestStack): Promise<ReconciliationReport> {
  const payment = jsonClient(stack.app('payment').url);
  const headers = { 'dapr-api-token': stack.appApiToken };
  const { status, body } = await payment('POST', '/reconciliations', { body: {}, headers });
  if (status !== 200) throw new Error(`reconciliation answered ${status}`);
  return body as unknown as ReconciliationReport;
}

/** A second run repairs nothing; for a person there are only captures that were refused. */
async function verifyReconciled({ stack, orders, fail }: Run): Promise<void> {
  const ids = new Set(orders.map(({ id }) => id));
  const own = <T extends { orderId: string }>(rows: T[]) =>
    rows.filter((row) => ids.has(row.orderId));
  await reconcile(stack);
  const { repaired, needsPerson } = await reconcile(stack);
  const left = [
    ...own(repaired),
    ...own(needsPerson).filter(({ reason }) => reason !== 'capture-refused'),
  ];
  if (left.length > 0) fail(`reconciliation finds ${JSON.stringify(left, null, 1)}`);
}
