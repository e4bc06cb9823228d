import { createProgress, type Stack } from '@commerce/local-stack';
import { violationsAtRest, type Records } from '@commerce/testing/invariants';
import type { Violation } from '@commerce/testing/violation';
import { readRecords } from '@commerce/testing/records';
import { waitUntil } from '@commerce/testing/wait-until';
import { Pool } from 'undici';
import { startBenchStack } from './bench-stack.ts';
import { runClosedLoop } from './load/closed-loop.ts';
import { post } from './load/order-endpoint.ts';
import { loadTesterHeaders } from './platform-endpoints.ts';
import { BENCH_CUSTOMER } from './load/bench-customer.ts';

const CLIENTS = 48;
const ORDERS = 10_000;
const UNITS = 100;
const SKU = 'BENCH-OVERSELL';
/** Short, so that an abandoned hold is released within the benchmark. */
const HOLD_TTL_SECONDS = 5;
/** Longest wait for events and sweeps after the last order, ms. */
const REST_TIMEOUT_MS = 180_000;
/** Most violations that are printed; one is enough to fail. */
const MAX_SHOWN = 10;

/**
 * Many clients order one product with little stock. Throws unless exactly its units were sold and are
 * reserved, no order is held once holds have expired, and every invariant holds.
 */
export async function measureOversell(dataDir: string): Promise<void> {
  const appEnv = { HOLD_TTL_SECONDS: String(HOLD_TTL_SECONDS) };
  const stack = await startBenchStack({ dataDir, progress: createProgress(), appEnv });
  try {
    const { calls, seconds } = await orderTooMuch(stack);
    console.log(`\n${calls} orders for ${UNITS} units from ${CLIENTS} clients`);
    console.log(`${(calls / seconds).toFixed(0)} orders/s`);
    const endedAt = Date.now();
    const { records, violations } = await atRest(stack, endedAt);
    report(records, violations, (Date.now() - endedAt) / 1000);
  } finally {
    await stack.stop();
  }
}

async function orderTooMuch(stack: Stack) {
  const pool = new Pool(stack.gatewayUrl, { connections: CLIENTS });
  const headers = loadTesterHeaders(stack);
  const price = { amountMinor: 199, currency: 'GBP' };
  await post(pool, '/products', { sku: SKU, name: 'Sought after', price }, await headers());
  const receipt = { location: 'main', quantity: UNITS };
  await post(pool, `/stock/${SKU}/receipts`, receipt, await headers());
  const order = {
    lines: [{ sku: SKU, quantity: 1 }],
    ...BENCH_CUSTOMER,
    payment: { token: 'tok_ok' },
    currency: 'GBP',
  };
  try {
    return await runClosedLoop({ clients: CLIENTS, end: { calls: ORDERS } }, async (n) => {
      const key = { 'idempotency-key': `oversell-${n}` };
      await post(pool, '/orders', order, { ...key, ...(await headers()) });
    });
  } finally {
    await pool.close();
  }
}

/** The records of the platform once nothing is pending and every hold has ended. */
async function atRest(
  stack: Stack,
  endedAt: number,
): Promise<{ records: Records; violations: Violation[] }> {
  const places = {
    databaseUrls: stack.databaseUrls,
    paymentProviderUrl: stack.urls['payment-provider'] ?? '',
  };
  const read = async () => {
    const records = await readRecords(places);
    return { records, violations: violationsAtRest(records) };
  };
  const resting = async () => {
    if (Date.now() - endedAt < HOLD_TTL_SECONDS * 1000) return false;
    const now = await read();
    return now.violations.length === 0 && now;
  };
  const limit = { timeoutMs: REST_TIMEOUT_MS, what: 'the platform is at rest' };
  return waitUntil(resting, limit).catch(read);
}

function report(
  { events, stock, reservations }: Records,
  violations: Violation[],
  seconds: number,
): void {
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const sold = count('OrderConfirmed.v1');
  const held = reservations.filter(({ status }) => status === 'held').length;
  const reserved = stock.reduce((sum, row) => sum + row.reserved, 0);
  console.log(
    `${count('OrderPlaced.v2')} placed, ${sold} sold, ${held} still held after the hold TTL`,
  );
  console.log(`at rest ${seconds.toFixed(1)} s after the last order`);
  for (const one of violations.slice(0, MAX_SHOWN)) {
    console.log(`${one.rule}: ${one.subject} ${one.detail}`);
  }
  const placed = count('OrderPlaced.v2') === ORDERS;
  if (placed && sold === UNITS && reserved === UNITS && held === 0 && violations.length === 0) {
    console.log('all invariants hold');
    return;
  }
  throw new Error(
    `${ORDERS} orders for ${UNITS} units: ${sold} sold, ${reserved} reserved, ${held} held, ` +
      `${violations.length} violations of the invariants`,
  );
}
